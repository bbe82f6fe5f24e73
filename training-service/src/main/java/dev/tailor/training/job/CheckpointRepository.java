package dev.tailor.training.job;

import java.util.List;
import java.util.Optional;

/** Where published checkpoints are registered. */
public interface CheckpointRepository {

    /** Registers a checkpoint in the place of an earlier one of the same step. */
    void put(Checkpoint checkpoint);

    /** Newest first. */
    Page<Checkpoint> page(String jobId, Cursor cursor);

    /** Newest first. */
    List<Checkpoint> all(String jobId);

    Optional<Checkpoint> latest(String jobId);

    Optional<Checkpoint> findByModel(String model);

    void removeByModel(String model);

    void removeAll(String jobId);
}
