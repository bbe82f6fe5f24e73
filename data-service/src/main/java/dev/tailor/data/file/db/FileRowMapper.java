package dev.tailor.data.file.db;

import dev.tailor.data.file.FileDescription;
import dev.tailor.data.file.FilePurpose;
import dev.tailor.data.file.FileState;
import dev.tailor.data.file.StoredFile;
import dev.tailor.data.preparation.BadRows;
import java.time.Instant;
import java.util.Objects;

/** Between files and their rows. */
final class FileRowMapper {

    static final String UPLOADED = "uploaded";
    private static final String STORED = "stored";
    private static final String PREPARED = "prepared";
    private static final String UNUSABLE = "unusable";

    private FileRowMapper() {}

    static FileRow toRow(StoredFile file) {
        var row = new FileRow();
        row.id = file.id();
        row.filename = file.description().filename();
        row.purpose = file.description().purpose().name();
        row.badRows = file.description().badRows().name();
        row.bytes = file.bytes();
        row.contentHash = file.contentHash();
        row.createdAt = file.createdAt().toEpochMilli();
        row.expiresAt = file.description().expiry().map(Instant::toEpochMilli).orElse(null);
        settle(row, file.state());
        return row;
    }

    static void settle(FileRow row, FileState state) {
        switch (state) {
            case FileState.Uploaded uploaded -> row.status = UPLOADED;
            case FileState.Stored stored -> row.status = STORED;
            case FileState.Prepared(var rows, var dataset) -> {
                row.status = PREPARED;
                row.preparedRows = rows;
                row.datasetId = dataset;
            }
            case FileState.Unusable(var why) -> {
                row.status = UNUSABLE;
                row.details = why;
            }
        }
    }

    static StoredFile toFile(FileRow row) {
        var description = new FileDescription(
                row.filename,
                FilePurpose.valueOf(row.purpose),
                BadRows.valueOf(row.badRows),
                row.expiresAt == null ? null : Instant.ofEpochMilli(row.expiresAt));
        return new StoredFile(
                row.id, description, row.bytes, row.contentHash, Instant.ofEpochMilli(row.createdAt), state(row));
    }

    private static FileState state(FileRow row) {
        return switch (row.status) {
            case UPLOADED -> new FileState.Uploaded();
            case STORED -> new FileState.Stored();
            case PREPARED ->
                new FileState.Prepared(Objects.requireNonNull(row.preparedRows), Objects.requireNonNull(row.datasetId));
            case UNUSABLE -> new FileState.Unusable(Objects.requireNonNull(row.details));
            default ->
                throw new IllegalStateException("File %s has the unknown status %s".formatted(row.id, row.status));
        };
    }
}
