package dev.tailor.training.job.db;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A registered checkpoint. */
@Entity
@Table(name = "checkpoint")
@SuppressWarnings("NullAway.Init")
public class CheckpointRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long number;

    public String id;

    @Column(name = "job_id")
    public String jobId;

    @Column(name = "created_at")
    public long createdAt;

    public int step;

    public String model;

    @Column(columnDefinition = "text")
    public String metrics;

    public String blobs;

    /** Whether the blobs hold what a run needs to go on from here. */
    public boolean resumable;
}
