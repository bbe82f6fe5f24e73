package dev.tailor.text;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The letters by which byte-level vocabularies spell bytes: printable Latin-1 as itself, the rest from U+0100 on. */
final class ByteLetters {

    private static final int[] BYTE_OF_LETTER = new int[0x180];
    private static final char[] LETTER_OF_BYTE = new char[0x100];

    static {
        Arrays.fill(BYTE_OF_LETTER, -1);
        int next = 0x100;
        for (int value = 0; value < 256; value++) {
            boolean printable = value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE;
            int letter = printable ? value : next++;
            BYTE_OF_LETTER[letter] = value;
            LETTER_OF_BYTE[value] = (char) letter;
        }
    }

    private ByteLetters() {}

    static String letters(byte[] bytes) {
        var letters = new StringBuilder();
        for (byte value : bytes) {
            letters.append(LETTER_OF_BYTE[Byte.toUnsignedInt(value)]);
        }
        return letters.toString();
    }

    static byte[] bytes(String letters) {
        var bytes = new ByteArrayOutputStream();
        letters.codePoints().forEach(letter -> {
            int value = letter < BYTE_OF_LETTER.length ? BYTE_OF_LETTER[letter] : -1;
            if (value >= 0) {
                bytes.write(value);
            } else {
                bytes.writeBytes(Character.toString(letter).getBytes(StandardCharsets.UTF_8));
            }
        });
        return bytes.toByteArray();
    }
}
