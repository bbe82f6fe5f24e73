package dev.tailor.worker;

import java.util.List;

/** Ends a text before the first of some strings, and never lets out a part of one. Not for several threads. */
final class StopStrings {

    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    StopStrings(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    /** What can be let out after this piece. */
    String next(String piece) {
        if (stopped) {
            return "";
        }
        held.append(piece);
        int first = stops.stream()
                .mapToInt(held::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
        if (first >= 0) {
            stopped = true;
            return release(first);
        }
        return release(held.length() - longestBeginning());
    }

    /** What was held back because it looked like the beginning of a stop string. */
    String finish() {
        return stopped ? "" : release(held.length());
    }

    boolean stopped() {
        return stopped;
    }

    boolean holds() {
        return !held.isEmpty();
    }

    private String release(int length) {
        var text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }

    private int longestBeginning() {
        var text = held.toString();
        return stops.stream().mapToInt(stop -> beginning(text, stop)).max().orElse(0);
    }

    private static int beginning(String text, String stop) {
        int most = Math.min(text.length(), stop.length() - 1);
        for (int length = most; length > 0; length--) {
            if (text.endsWith(stop.substring(0, length))) {
                return length;
            }
        }
        return 0;
    }
}
