package dev.tailor.data.preparation;

import dev.tailor.storage.BlobStore;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Prepared files in the blob store: rows, their keys and the report, under the address of what they were made of. */
public final class PreparedRows {

    private static final int KEYS_AT_ONCE = 4096;

    private final BlobStore blobs;

    public PreparedRows(BlobStore blobs) {
        this.blobs = blobs;
    }

    static String rows(String key) {
        return key + "/rows.tsv";
    }

    static String keys(String key) {
        return key + "/keys.bin";
    }

    static String report(String key) {
        return key + "/report.json";
    }

    public boolean exists(String key) throws IOException {
        return blobs.exists(report(key));
    }

    public PreparedFile find(String key) throws IOException {
        return Reports.prepared(key, Reports.read(reportJson(key)));
    }

    public String reportJson(String key) throws IOException {
        try (InputStream report = blobs.read(report(key))) {
            return new String(report.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** Hands over every key, in file order. */
    public void keys(String key, Consumer<RowKey> receiver) throws IOException {
        try (InputStream keys = blobs.read(keys(key))) {
            byte[] bytes = keys.readNBytes(KEYS_AT_ONCE * RowKey.BYTES);
            while (bytes.length > 0) {
                for (int offset = 0; offset < bytes.length; offset += RowKey.BYTES) {
                    receiver.accept(RowKey.of(bytes, offset));
                }
                bytes = keys.readNBytes(KEYS_AT_ONCE * RowKey.BYTES);
            }
        }
    }

    public KeySet keySet(String key) throws IOException {
        KeySet set = new KeySet();
        keys(key, row -> set.add(row, 1));
        return set;
    }

    /** Hands over the rows in file order until the receiver answers false. */
    public void rows(String key, Predicate<PreparedRow> receiver) throws IOException {
        try (var rows = new BufferedReader(new InputStreamReader(blobs.read(rows(key)), StandardCharsets.UTF_8))) {
            for (String row = rows.readLine(); row != null; row = rows.readLine()) {
                if (!receiver.test(PreparedRow.of(row))) {
                    return;
                }
            }
        }
    }
}
