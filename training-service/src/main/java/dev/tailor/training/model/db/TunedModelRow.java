package dev.tailor.training.model.db;

import io.quarkus.hibernate.orm.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

/** A tuned model or a checkpoint that can be used as one. */
@Entity
@Table(name = "tuned_model")
@SuppressWarnings("NullAway.Init")
public class TunedModelRow extends PanacheEntityBase {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    public @Nullable Long number;

    public String id;

    public String kind;

    @Column(name = "created_at")
    public long createdAt;

    @Column(name = "base_model")
    public String baseModel;

    @Column(name = "job_id")
    public String jobId;

    public String blobs;

    @Column(name = "context_length")
    public int contextLength;

    public long parameters;

    @Column(name = "merge_difference")
    public @Nullable Double mergeDifference;

    @Column(name = "merge_divergence")
    public @Nullable Double mergeDivergence;

    @Column(name = "merge_agreement")
    public @Nullable Double mergeAgreement;
}
