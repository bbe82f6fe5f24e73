package dev.tailor.model.internal;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/** Spoils a safetensors file in one to three ways; the same seed spoils it the same way. */
final class HeaderMutations {

    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final Pattern ENTRY = Pattern.compile("\"[abc]\":\\{[^}]*}");
    private static final List<String> NUMBERS = List.of(
            "-1",
            "0",
            "1e400",
            "0.5",
            "1e2",
            "9223372036854775807",
            "-9223372036854775808",
            "9223372036854775808",
            "4611686018427387904",
            "2147483648",
            "9".repeat(1200),
            "\"8\"",
            "null",
            "[8]",
            "{}",
            "true");
    private static final List<String> PIECES =
            List.of("{", "}", "[", "]", ",", ":", "\"", "\\u0000", "\\ud800", "NaN", "\u00ff", "dtype", "shape");

    private final Random random;

    HeaderMutations(Random random) {
        this.random = random;
    }

    byte[] of(byte[] file) {
        var changed = file;
        for (int change = random.nextInt(3); change >= 0; change--) {
            changed = once(changed);
        }
        return changed;
    }

    private byte[] once(byte[] file) {
        if (file.length < Long.BYTES + 2) {
            return file;
        }
        return switch (random.nextInt(8)) {
            case 0 -> withFlippedBit(file);
            case 1 -> withLength(file);
            case 2 -> Arrays.copyOf(file, random.nextInt(file.length + 64));
            default -> withHeader(file);
        };
    }

    private byte[] withFlippedBit(byte[] file) {
        var changed = file.clone();
        changed[random.nextInt(changed.length)] ^= (byte) (1 << random.nextInt(Byte.SIZE));
        return changed;
    }

    private byte[] withLength(byte[] file) {
        var buffer = ByteBuffer.wrap(file.clone()).order(ByteOrder.LITTLE_ENDIAN);
        long length = buffer.getLong(0);
        long lie = switch (random.nextInt(4)) {
            case 0 -> random.nextLong();
            case 1 -> length + random.nextInt(33) - 16;
            case 2 -> random.nextInt(file.length);
            default -> Long.MAX_VALUE - random.nextInt(16);
        };
        return buffer.putLong(0, lie).array();
    }

    private byte[] withHeader(byte[] file) {
        var buffer = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        int length = (int) Math.clamp(buffer.getLong(0), 0, file.length - Long.BYTES);
        var header = edited(new String(file, Long.BYTES, length, StandardCharsets.UTF_8))
                .getBytes(StandardCharsets.UTF_8);
        int data = file.length - Long.BYTES - length;
        return ByteBuffer.allocate(Long.BYTES + header.length + data)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.length)
                .put(header)
                .put(file, Long.BYTES + length, data)
                .array();
    }

    private String edited(String header) {
        return switch (random.nextInt(6)) {
            case 0 -> replaced(header, NUMBER, pick(NUMBERS));
            case 1 -> replaced(header, NUMBER, String.valueOf(random.nextInt(80)));
            case 2 -> replaced(header, ENTRY, entry(header));
            case 3 -> inserted(header, pick(PIECES));
            case 4 -> inserted(header, (random.nextBoolean() ? "[" : "{\"a\":").repeat(random.nextInt(3000)));
            default -> shortened(header);
        };
    }

    /** One match, by chance, replaced. */
    private String replaced(String header, Pattern pattern, String replacement) {
        var matches = pattern.matcher(header).results().toList();
        if (matches.isEmpty()) {
            return header;
        }
        var match = matches.get(random.nextInt(matches.size()));
        return header.substring(0, match.start()) + replacement + header.substring(match.end());
    }

    /** Some tensor's entry, so that two have one name or one place. */
    private String entry(String header) {
        var entries = ENTRY.matcher(header).results().toList();
        if (entries.isEmpty()) {
            return "";
        }
        var entry = entries.get(random.nextInt(entries.size())).group();
        return random.nextBoolean() ? entry : "\"d\"" + entry.substring(3);
    }

    private String inserted(String header, String piece) {
        int at = random.nextInt(header.length() + 1);
        return header.substring(0, at) + piece + header.substring(at);
    }

    private String shortened(String header) {
        int from = random.nextInt(header.length() + 1);
        int to = Math.min(header.length(), from + random.nextInt(12));
        return header.substring(0, from) + header.substring(to);
    }

    private String pick(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
