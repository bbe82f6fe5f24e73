package dev.tailor.samples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Learns byte-level pieces from text: the most frequent neighbours become one piece, again and again. */
final class BytePairs {
    private static final Pattern WORDS =
            Pattern.compile("'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+");

    private final Map<List<String>, Integer> words = new LinkedHashMap<>();
    private final List<String> merges = new ArrayList<>();

    BytePairs(List<String> texts) {
        var counts = new TreeMap<String, Integer>();
        for (var text : texts) {
            var matcher = WORDS.matcher(text);
            while (matcher.find()) {
                counts.merge(matcher.group(), 1, Integer::sum);
            }
        }
        counts.forEach((word, count) -> words.put(letters(word), count));
    }

    /** The merges, most frequent first; fewer where the text has no more. */
    List<String> learn(int count) {
        while (merges.size() < count) {
            var best = best();
            if (best.isEmpty()) {
                break;
            }
            merges.add(best);
            apply(best);
        }
        return List.copyOf(merges);
    }

    /** The 256 letters that stand for bytes, by byte. */
    static List<String> alphabet() {
        var letters = new ArrayList<String>();
        int strange = 0;
        for (int value = 0; value < 256; value++) {
            boolean printable = value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
            letters.add(Character.toString(printable ? value : 256 + strange++));
        }
        return letters;
    }

    private static List<String> letters(String word) {
        var alphabet = alphabet();
        var letters = new ArrayList<String>();
        for (byte each : word.getBytes(StandardCharsets.UTF_8)) {
            letters.add(alphabet.get(each & 0xFF));
        }
        return letters;
    }

    private String best() {
        var pairs = new HashMap<String, Integer>();
        words.forEach((word, count) -> {
            for (int i = 1; i < word.size(); i++) {
                pairs.merge(word.get(i - 1) + " " + word.get(i), count, Integer::sum);
            }
        });
        return pairs.entrySet().stream()
                .filter(pair -> pair.getValue() > 1)
                .min(Map.Entry.<String, Integer>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .orElse("");
    }

    private void apply(String merge) {
        var joined = merge.replace(" ", "");
        var before = new LinkedHashMap<>(words);
        words.clear();
        before.forEach((word, count) -> {
            var pieces = new ArrayList<String>();
            for (var piece : word) {
                boolean fits = !pieces.isEmpty() && (pieces.getLast() + " " + piece).equals(merge);
                if (fits) {
                    pieces.removeLast();
                }
                pieces.add(fits ? joined : piece);
            }
            words.merge(pieces, count, Integer::sum);
        });
    }
}
