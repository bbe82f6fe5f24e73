package dev.tailor.training.job.db;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A job; the columns are what is searched, the document holds the rest. */
@Entity
@Table(name = "training_job")
@SuppressWarnings("NullAway.Init")
public class TrainingJobRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long number;

    public String id;

    @Column(name = "created_at")
    public long createdAt;

    public String status;

    /** That the job starts from. */
    public String model;

    @Column(name = "idempotency_key")
    public @Nullable String idempotencyKey;

    @Column(name = "comparison_due")
    public boolean comparisonDue;

    @Column(columnDefinition = "text")
    public String state;

    @Column(columnDefinition = "text")
    public String document;
}
