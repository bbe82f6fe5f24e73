package dev.tailor.eval.comparison.db;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A comparison as it lies in the table; columns that a state does not know are null. */
@Entity
@Table(name = "comparisons")
class ComparisonRow {
    @Id
    String id = "";

    String base = "";
    String tuned = "";
    String dataset = "";

    @Column(name = "subject_key")
    @Nullable
    String subjectKey;

    @Column(name = "created_at")
    long createdAt;

    String status = "";
    int attempts;
    double percent;

    @Column(name = "lease_owner")
    @Nullable
    String leaseOwner;

    @Column(name = "lease_until")
    @Nullable
    Long leaseUntil;

    @Column(name = "finished_at")
    @Nullable
    Long finishedAt;

    @Column(columnDefinition = "text")
    @Nullable
    String result;

    @Column(name = "failure_code")
    @Nullable
    String failureCode;

    @Column(name = "failure_message", columnDefinition = "text")
    @Nullable
    String failureMessage;
}
