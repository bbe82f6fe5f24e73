package dev.tailor.model.internal;

import dev.tailor.model.Candidate;
import dev.tailor.model.GeneratedToken;
import dev.tailor.model.Sampling;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Chooses tokens from logits; equal seeds choose equally. */
final class Sampler {

    private final Sampling sampling;
    private final SplittableRandom random;

    Sampler(Sampling sampling) {
        this.sampling = sampling;
        this.random = new SplittableRandom(sampling.seed());
    }

    GeneratedToken next(float[] logits) {
        double normaliser = logSumExp(logits, 1);
        int chosen = sampling.temperature() == 0 ? likeliest(logits) : sample(logits);
        List<Candidate> top = sampling.topLogprobs() == 0
                ? List.of()
                : ranked(logits)
                        .limit(sampling.topLogprobs())
                        .map(id -> new Candidate(id, logits[id] - normaliser))
                        .toList();
        return new GeneratedToken(chosen, logits[chosen] - normaliser, top);
    }

    private static java.util.stream.Stream<Integer> ranked(float[] logits) {
        return IntStream.range(0, logits.length).boxed().sorted(Comparator.comparingDouble(id -> -logits[id]));
    }

    private static int likeliest(float[] logits) {
        int best = 0;
        for (int i = 1; i < logits.length; i++) {
            if (logits[i] > logits[best]) {
                best = i;
            }
        }
        return best;
    }

    private static double logSumExp(float[] logits, double temperature) {
        double greatest = logits[likeliest(logits)] / temperature;
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit / temperature - greatest);
        }
        return greatest + Math.log(sum);
    }

    private int sample(float[] logits) {
        double temperature = sampling.temperature();
        double normaliser = logSumExp(logits, temperature);
        double mass = sampling.topP() < 1 ? sampling.topP() : 1;
        var ids = sampling.topP() < 1
                ? ranked(logits).mapToInt(Integer::intValue).toArray()
                : IntStream.range(0, logits.length).toArray();
        double kept = 0;
        int end = 0;
        while (end < ids.length && (kept < mass || end == 0)) {
            kept += Math.exp(logits[ids[end++]] / temperature - normaliser);
        }
        double rest = random.nextDouble() * kept;
        for (int i = 0; i < end; i++) {
            rest -= Math.exp(logits[ids[i]] / temperature - normaliser);
            if (rest < 0) {
                return ids[i];
            }
        }
        return ids[end - 1];
    }
}
