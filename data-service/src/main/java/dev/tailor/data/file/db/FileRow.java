package dev.tailor.data.file.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A file as the database has it. */
@Entity
@Table(name = "file")
@SuppressWarnings("NullAway.Init")
public class FileRow {

    @Id
    public String id;

    /** Order of arrival, given by the database. */
    @Column(insertable = false, updatable = false)
    public long position;

    public String filename;
    public String purpose;
    public String badRows;
    public long bytes;
    public String contentHash;
    public long createdAt;
    public @Nullable Long expiresAt;
    public String status;

    @Column(columnDefinition = "text")
    public @Nullable String details;

    public @Nullable String preparedRows;
    public @Nullable String datasetId;
}
