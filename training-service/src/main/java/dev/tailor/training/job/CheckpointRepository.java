package dev.tailor.training.job;

import java.util.List;
import java.util.Optional;

/** Where published checkpoints are registered. */
public interface CheckpointRepository {

    /** Registers a checkpoint, from which a run can go on, in the place of an earlier one of the same step. */
    void put(Checkpoint checkpoint);

    /** Newest first. */
    Page<Checkpoint> page(String jobId, Cursor cursor);

    /** Newest first. */
    List<Checkpoint> all(String jobId);

    Optional<Checkpoint> latest(String jobId);

    Optional<Checkpoint> findByModel(String model);

    /** Ids of the jobs that have a checkpoint from which a run can go on. */
    List<String> resumableJobs();

    /** Those of a job from which a run can go on. */
    List<Checkpoint> resumable(String jobId);

    /** From the checkpoint with this id no run can go on any more. */
    void reduced(String id);

    void removeByModel(String model);

    void removeAll(String jobId);
}
