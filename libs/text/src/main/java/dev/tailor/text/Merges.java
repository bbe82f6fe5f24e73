package dev.tailor.text;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Finds the merges of a vocabulary that says only how early each piece may be made. */
final class Merges {

    private record Merge(double rank, String pair, int left, int right) {}

    private Merges() {}

    /**
     * Every way to make a piece of two others, the pieces of the lowest rank first.
     *
     * @param ranks of the pieces that may be made or joined
     * @param ids of every piece, which order what has one rank
     */
    static List<String> of(Map<String, Double> ranks, Map<String, Integer> ids) {
        List<Merge> merges = new ArrayList<>();
        ranks.forEach((piece, rank) -> {
            for (int at = 1; at < piece.length(); at++) {
                var left = piece.substring(0, at);
                var right = piece.substring(at);
                if (ranks.containsKey(left) && ranks.containsKey(right)) {
                    merges.add(
                            new Merge(rank, left + " " + right, ids.getOrDefault(left, 0), ids.getOrDefault(right, 0)));
                }
            }
        });
        merges.sort(Comparator.comparingDouble(Merge::rank)
                .thenComparingInt(Merge::left)
                .thenComparingInt(Merge::right));
        return merges.stream().map(Merge::pair).toList();
    }
}
