package dev.tailor.data.preparation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** The first 128 bits of the SHA-256 of a row's canonical JSON: what makes two rows equal. */
public record RowKey(long high, long low) {

    /** Bytes of a key as it is stored. */
    public static final int BYTES = 16;

    public static RowKey of(String canonicalJson) {
        ByteBuffer hash = ByteBuffer.wrap(Sha256.of(canonicalJson.getBytes(StandardCharsets.UTF_8)));
        return new RowKey(hash.getLong(), hash.getLong());
    }

    static RowKey ofHex(String hex) {
        return of(HexFormat.of().parseHex(hex), 0);
    }

    static RowKey of(byte[] bytes, int offset) {
        ByteBuffer key = ByteBuffer.wrap(bytes, offset, BYTES);
        return new RowKey(key.getLong(), key.getLong());
    }

    byte[] bytes() {
        return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
    }

    String hex() {
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(high) + hex.toHexDigits(low);
    }

    /** "row-" and the first 16 hexadecimal digits. */
    public String id() {
        return "row-" + HexFormat.of().toHexDigits(high);
    }

    /** A number that is uniform over the rows, another one for each seed; never negative. */
    public long deal(long seed) {
        return mix(high ^ mix(low + mix(seed))) >>> 1;
    }

    /** SplitMix64's finalizer. */
    private static long mix(long value) {
        long z = value + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
