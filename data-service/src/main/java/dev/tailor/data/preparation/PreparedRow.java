package dev.tailor.data.preparation;

/**
 * A clean row.
 *
 * @param line 1-based line in the file it came from
 * @param json canonical JSON
 */
public record PreparedRow(RowKey key, long line, String json) {

    String stored() {
        return key.hex() + "\t" + line + "\t" + json + "\n";
    }

    static PreparedRow of(String stored) {
        int first = stored.indexOf('\t');
        int second = stored.indexOf('\t', first + 1);
        return new PreparedRow(
                RowKey.ofHex(stored.substring(0, first)),
                Long.parseLong(stored, first + 1, second, 10),
                stored.substring(second + 1));
    }
}
