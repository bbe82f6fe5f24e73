package dev.tailor.training.job.db;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** One pair of a job's metadata, for searching. */
@Entity
@Table(name = "job_metadata")
@SuppressWarnings("NullAway.Init")
public class JobMetadataRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long number;

    @Column(name = "job_id")
    public String jobId;

    public String name;

    public String content;
}
