package dev.tailor.data.preparation;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Lines of UTF-8, never holding more than the longest one allowed; passes over blank lines and a byte order mark. */
final class LineReader {

    private static final int CHUNK = 64 * 1024;
    private static final String MARK = "\uFEFF";

    private final InputStream input;
    private final int longest;
    private final byte[] chunk = new byte[CHUNK];
    private int next;
    private int end;
    private byte[] line = new byte[1024];
    private int length;
    private boolean tooLong;
    private long number;

    LineReader(InputStream input, int longest) {
        this.input = input;
        this.longest = longest;
    }

    /** Empty at the end of the file. */
    Optional<Line> read() throws IOException {
        while (fill()) {
            number++;
            Line read = tooLong ? overlong() : decoded();
            if (!(read instanceof Line.Text text && text.text().isBlank())) {
                return Optional.of(read);
            }
        }
        return Optional.empty();
    }

    private Line overlong() {
        return new Line.Unreadable(
                number,
                0,
                "the line is longer than the %,d bytes allowed; shorten this row or split it".formatted(longest));
    }

    /** Takes the bytes of the next line; false if there is none. */
    private boolean fill() throws IOException {
        length = 0;
        tooLong = false;
        boolean any = false;
        while (next < end || refill()) {
            any = true;
            int from = next;
            while (next < end && chunk[next] != '\n') {
                next++;
            }
            append(from, next - from);
            if (next < end) {
                next++;
                return true;
            }
        }
        return any;
    }

    private boolean refill() throws IOException {
        next = 0;
        end = Math.max(0, input.read(chunk, 0, CHUNK));
        return end > 0;
    }

    private void append(int from, int count) {
        if (tooLong || length + count > longest) {
            tooLong = true;
            return;
        }
        if (length + count > line.length) {
            line = Arrays.copyOf(line, Math.min(longest, Math.max(line.length * 2, length + count)));
        }
        System.arraycopy(chunk, from, line, length, count);
        length += count;
    }

    private Line decoded() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer bytes = ByteBuffer.wrap(line, 0, length);
        try {
            String text = decoder.decode(bytes).toString();
            return new Line.Text(number, number == 1 && text.startsWith(MARK) ? text.substring(1) : text);
        } catch (CharacterCodingException broken) {
            int column = charactersBefore(bytes.position()) + 1;
            return new Line.Unreadable(
                    number, column, "the bytes from here are not UTF-8; save the file in UTF-8 and upload it again");
        }
    }

    private int charactersBefore(int position) {
        CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(line, 0, position));
        return text.length();
    }
}
