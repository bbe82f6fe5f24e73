package dev.tailor.eval.metric;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Overlap of words between an answer and its reference, exactly as SQuAD 1.1 counts it: lower case, without
 * punctuation and English articles. An answer without any word left scores 0, as in the official script.
 */
public final class TokenF1 {
    private static final Pattern PUNCTUATION = Pattern.compile("\\p{Punct}");
    private static final Pattern ARTICLES = Pattern.compile("\\b(a|an|the)\\b", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);

    private TokenF1() {}

    /** Between 0 and 1. */
    public static double of(String answer, String reference) {
        var answered = words(answer);
        var expected = words(reference);
        int common = common(answered, expected);
        if (common == 0) {
            return 0;
        }
        double precision = (double) common / answered.size();
        double recall = (double) common / expected.size();
        return 2 * precision * recall / (precision + recall);
    }

    static String normalised(String text) {
        var bare = PUNCTUATION.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
        var withoutArticles = ARTICLES.matcher(bare).replaceAll(" ");
        return BLANKS.matcher(withoutArticles).replaceAll(" ").strip();
    }

    private static List<String> words(String text) {
        var normalised = normalised(text);
        return normalised.isEmpty() ? List.of() : List.of(normalised.split(" "));
    }

    private static int common(List<String> answered, List<String> expected) {
        Map<String, Integer> left = new HashMap<>();
        expected.forEach(word -> left.merge(word, 1, Integer::sum));
        int common = 0;
        for (var word : answered) {
            if (left.merge(word, -1, Integer::sum) >= 0) {
                common++;
            }
        }
        return common;
    }
}
