package dev.tailor.model;

/**
 * One optimizer step.
 *
 * @param loss token-weighted mean before the update, in nats
 * @param gradNorm before clipping
 * @param tokens real tokens of the step
 * @param trainedTokens of them, those that carried loss
 * @param seconds wall time
 * @param operations floating point operations by the usual formula: those of {@link Method#operations()} for each weight
 *     that takes part in products and each token
 */
public record StepReport(
        int step,
        double epoch,
        double loss,
        double tokenAccuracy,
        double learningRate,
        double gradNorm,
        long tokens,
        long trainedTokens,
        double seconds,
        double operations) {}
