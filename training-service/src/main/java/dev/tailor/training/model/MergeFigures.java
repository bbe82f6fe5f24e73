package dev.tailor.training.model;

import java.util.Locale;

/**
 * How a merged model, written and opened again, answers beside base and adapter.
 *
 * @param largestDifference of a logit
 * @param meanDivergence of the next token's distributions, Kullback-Leibler, in nats
 * @param topAgreement share of positions with the same most likely token
 */
public record MergeFigures(double largestDifference, double meanDivergence, double topAgreement) {

    private static final double PERCENT = 100;

    public String inWords() {
        return String.format(
                Locale.ROOT,
                "logits differ by at most %.3g, the mean divergence is %.3g nats, the most likely token is the same at %.4g %% of positions",
                largestDifference,
                meanDivergence,
                PERCENT * topAgreement);
    }
}
