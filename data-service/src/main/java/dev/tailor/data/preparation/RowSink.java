package dev.tailor.data.preparation;

import dev.tailor.storage.BlobStore;
import dev.tailor.storage.BlobWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Writes the blobs of one prepared file; the report comes last, so that a file with a report is whole. */
final class RowSink implements AutoCloseable {

    private final BlobStore blobs;
    private final String key;
    private final BlobWriter rows;
    private final BlobWriter keys;
    private final MessageDigest digest = Sha256.digest();

    RowSink(BlobStore blobs, String key) throws IOException {
        this.blobs = blobs;
        this.key = key;
        this.rows = blobs.write(PreparedRows.rows(key));
        this.keys = blobs.write(PreparedRows.keys(key));
    }

    void write(PreparedRow row) throws IOException {
        byte[] bytes = row.key().bytes();
        digest.update(bytes);
        keys.write(bytes);
        rows.write(row.stored().getBytes(StandardCharsets.UTF_8));
    }

    PreparedFile commit(Tally tally) throws IOException {
        String hash = HexFormat.of().formatHex(digest.digest());
        rows.commit();
        keys.commit();
        try (BlobWriter report = blobs.write(PreparedRows.report(key))) {
            report.write(Reports.write(tally, hash).getBytes(StandardCharsets.UTF_8));
            report.commit();
        }
        return new PreparedFile(
                key, hash, new RowCounts(tally.rows(), tally.kept(), tally.duplicates(), tally.rejected()));
    }

    @Override
    public void close() throws IOException {
        try (rows) {
            keys.close();
        }
    }
}
