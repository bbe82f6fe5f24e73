package dev.tailor.text;

/**
 * What an error says, short enough to travel. A gRPC status goes into trailers of 8192 bytes, once in percent encoding
 * and up to twice in base64; errors repeat what callers sent, which may be of any length.
 */
public final class ErrorText {

    /** Bytes in UTF-8. */
    static final int MOST = 1_200;

    private static final int HEAD = 800;
    private static final int TAIL = 300;

    private ErrorText() {}

    /** The text, without its middle where it is too long: the ends say what is wrong and what to change. */
    public static String fitting(String text) {
        if (bytes(text) <= MOST) {
            return text;
        }
        int head = head(text);
        int tail = tail(text);
        return "%s… (%d characters left out) …%s".formatted(text.substring(0, head), tail - head, text.substring(tail));
    }

    private static long bytes(String text) {
        return text.codePoints().mapToLong(ErrorText::bytes).sum();
    }

    private static int head(String text) {
        int end = 0;
        int taken = 0;
        while (taken + bytes(text.codePointAt(end)) <= HEAD) {
            taken += bytes(text.codePointAt(end));
            end = text.offsetByCodePoints(end, 1);
        }
        return end;
    }

    private static int tail(String text) {
        int start = text.length();
        int taken = 0;
        while (taken + bytes(text.codePointBefore(start)) <= TAIL) {
            taken += bytes(text.codePointBefore(start));
            start = text.offsetByCodePoints(start, -1);
        }
        return start;
    }

    private static int bytes(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
