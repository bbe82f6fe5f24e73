package dev.tailor.text;

import java.util.Arrays;

/**
 * Turns ids into text as they come, and holds back what is not yet whole characters. The pieces joined are the text of
 * all ids. Not for several threads.
 */
public final class TextStream {

    private static final char BROKEN = '\uFFFD';

    private final Tokenizer tokenizer;
    private int[] ids = new int[64];
    private int count;
    private int windowStart;
    private int told;

    TextStream(Tokenizer tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** What can be said after one more token; often empty. */
    public String next(int id) {
        if (count == ids.length) {
            ids = Arrays.copyOf(ids, 2 * count);
        }
        ids[count++] = id;
        var text = window(count);
        if (text.isEmpty() || text.charAt(text.length() - 1) == BROKEN) {
            return "";
        }
        return tell(text);
    }

    /** What was held back, whole or not. */
    public String finish() {
        return count == told ? "" : tell(window(count));
    }

    /** A window never begins with tokens that write nothing or spaces, which a decoder would strip from its front. */
    private String tell(String text) {
        var before = window(told);
        if (!text.startsWith(before)) {
            return "";
        }
        var piece = text.substring(before.length());
        if (!piece.isBlank()) {
            windowStart = told;
        }
        told = count;
        return piece;
    }

    private String window(int end) {
        return end == windowStart ? "" : tokenizer.decode(Arrays.copyOfRange(ids, windowStart, end));
    }
}
