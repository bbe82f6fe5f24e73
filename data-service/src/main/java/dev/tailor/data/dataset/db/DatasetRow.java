package dev.tailor.data.dataset.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A dataset as the database has it. */
@Entity
@Table(name = "dataset")
@SuppressWarnings("NullAway.Init")
public class DatasetRow {

    @Id
    public String id;

    /** Order of creation, given by the database. */
    @Column(insertable = false, updatable = false)
    public long position;

    public String trainingFile;
    public String trainingRows;
    public @Nullable String validationFile;
    public @Nullable String validationRows;
    public double trainShare;
    public double validationShare;
    public double testShare;
    public long seed;
    public long testBelow;
    public long validationBelow;
    public long trainCount;
    public long validationCount;
    public long testCount;
    public long duplicateCount;
    public long rejectedCount;
    public long createdAt;
}
