package dev.tailor.eval.metric;

import java.util.List;
import java.util.regex.Pattern;

/** The tokenizer "13a" of mteval and sacreBLEU, on which published BLEU scores rest. Keeps case. */
final class Tokenizer13a {
    private static final Pattern BLANKS = Pattern.compile("\\s+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern SYMBOL = Pattern.compile("([{-~\\[-` -&(-+:-@/])");
    private static final Pattern STOP_AFTER_NON_DIGIT = Pattern.compile("([^0-9])([.,])");
    private static final Pattern STOP_BEFORE_NON_DIGIT = Pattern.compile("([.,])([^0-9])");
    private static final Pattern DASH_AFTER_DIGIT = Pattern.compile("([0-9])(-)");

    private Tokenizer13a() {}

    static List<String> tokens(String text) {
        var line = " " + unescaped(text.stripTrailing()) + " ";
        line = SYMBOL.matcher(line).replaceAll(" $1 ");
        line = STOP_AFTER_NON_DIGIT.matcher(line).replaceAll("$1 $2 ");
        line = STOP_BEFORE_NON_DIGIT.matcher(line).replaceAll(" $1 $2");
        line = DASH_AFTER_DIGIT.matcher(line).replaceAll("$1 $2 ");
        var tokens = BLANKS.matcher(line).replaceAll(" ").strip();
        return tokens.isEmpty() ? List.of() : List.of(tokens.split(" "));
    }

    private static String unescaped(String text) {
        return text.replace("<skipped>", "")
                .replace("-\n", "")
                .replace("\n", " ")
                .replace("&quot;", "\"")
                .replace("&amp;", "&")
                .replace("&lt;", "<")
                .replace("&gt;", ">");
    }
}
