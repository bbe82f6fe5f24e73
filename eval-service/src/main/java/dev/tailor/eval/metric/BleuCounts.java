package dev.tailor.eval.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What one answer adds to corpus BLEU: matched and all n-grams for n from 1 to 4, and the lengths in tokens. Counts
 * of rows can be added in any selection, which is what makes resampling cheap.
 */
public final class BleuCounts {
    static final int ORDERS = 4;
    /** Layout: matched 1 to 4, all 1 to 4, answer length, reference length. */
    private final int[] values;

    private BleuCounts(int[] values) {
        this.values = values;
    }

    /** Counts under tokenizer 13a; with several references matches are clipped by their maximum. */
    public static BleuCounts of(String answer, List<String> references) {
        var tokens = Tokenizer13a.tokens(answer);
        var values = new int[2 * ORDERS + 2];
        values[2 * ORDERS] = tokens.size();
        var referenceTokens = references.stream().map(Tokenizer13a::tokens).toList();
        values[2 * ORDERS + 1] = closestLength(tokens.size(), referenceTokens);
        for (int order = 1; order <= ORDERS; order++) {
            var grams = grams(tokens, order);
            var allowed = most(referenceTokens, order);
            values[order - 1] = grams.entrySet().stream()
                    .mapToInt(gram -> Math.min(gram.getValue(), allowed.getOrDefault(gram.getKey(), 0)))
                    .sum();
            values[ORDERS + order - 1] = Math.max(0, tokens.size() - order + 1);
        }
        return new BleuCounts(values);
    }

    /** Adds this row's counts to a running total of the same layout. */
    void addTo(long[] total) {
        for (int i = 0; i < values.length; i++) {
            total[i] += values[i];
        }
    }

    private static int closestLength(int length, List<List<String>> references) {
        int closest = references.getFirst().size();
        for (var reference : references) {
            int distance = Math.abs(reference.size() - length);
            int best = Math.abs(closest - length);
            if (distance < best || (distance == best && reference.size() < closest)) {
                closest = reference.size();
            }
        }
        return closest;
    }

    private static Map<List<String>, Integer> most(List<List<String>> references, int order) {
        Map<List<String>, Integer> most = new HashMap<>();
        for (var reference : references) {
            grams(reference, order).forEach((gram, count) -> most.merge(gram, count, Math::max));
        }
        return most;
    }

    private static Map<List<String>, Integer> grams(List<String> tokens, int order) {
        Map<List<String>, Integer> grams = new HashMap<>();
        for (int start = 0; start + order <= tokens.size(); start++) {
            grams.merge(tokens.subList(start, start + order), 1, Integer::sum);
        }
        return grams;
    }
}
