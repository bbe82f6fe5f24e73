package dev.tailor.training.job;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where jobs are kept. Every change is atomic. */
public interface TrainingJobRepository {

    /**
     * Stores a job, or answers the one that was stored under the same key before.
     *
     * @throws KeyTaken where that happens at the same time; the next call answers it
     */
    TrainingJob add(TrainingJob job, Optional<String> idempotencyKey);

    Optional<TrainingJob> find(String id);

    /** Changes a job while nobody else can; what the change throws leaves the job as it was. */
    TrainingJob update(String id, UnaryOperator<TrainingJob> change);

    /** Newest first. */
    Page<TrainingJob> page(JobFilter filter, Cursor cursor);

    /** Oldest first. */
    List<String> withStatus(JobStatus status);

    /** The oldest job that starts from the model, or from one of its checkpoints, and has not ended. */
    Optional<String> unfinishedFrom(String model);

    /** Jobs whose comparison is still to be asked for. */
    List<String> withComparisonDue();

    Map<JobStatus, Long> countByStatus();
}
