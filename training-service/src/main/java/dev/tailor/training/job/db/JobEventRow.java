package dev.tailor.training.job.db;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** An event; those of a step carry its number, once a job and step, and so do those of samples. */
@Entity
@Table(name = "job_event")
@SuppressWarnings("NullAway.Init")
public class JobEventRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long number;

    public String id;

    @Column(name = "job_id")
    public String jobId;

    @Column(name = "created_at")
    public long createdAt;

    public String level;

    @Column(columnDefinition = "text")
    public String message;

    public @Nullable Integer step;

    @Column(columnDefinition = "text")
    public @Nullable String metrics;

    @Column(name = "sampled_step")
    public @Nullable Integer sampledStep;

    @Column(columnDefinition = "text")
    public @Nullable String samples;
}
