package dev.tailor.training.job.db;

import dev.tailor.training.job.Checkpoint;
import dev.tailor.training.job.CheckpointRepository;
import dev.tailor.training.job.Cursor;
import dev.tailor.training.job.Page;
import dev.tailor.training.job.StepMetrics;
import dev.tailor.training.problem.UnknownCursor;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Checkpoints in their table; the newest is the one with the highest step. */
@ApplicationScoped
@Transactional
public class StoredCheckpoints implements CheckpointRepository {

    @Override
    public void put(Checkpoint checkpoint) {
        var row = CheckpointRow.<CheckpointRow>find("jobId = ?1 and step = ?2", checkpoint.jobId(), checkpoint.step())
                .firstResultOptional()
                .orElseGet(CheckpointRow::new);
        row.id = checkpoint.id();
        row.jobId = checkpoint.jobId();
        row.createdAt = checkpoint.createdAt().toEpochMilli();
        row.step = checkpoint.step();
        row.model = checkpoint.model();
        row.metrics = JobJson.write(checkpoint.metrics());
        row.blobs = checkpoint.blobs();
        row.resumable = true;
        row.persist();
    }

    @Override
    public Page<Checkpoint> page(String jobId, Cursor cursor) {
        var rows = CheckpointRow.<CheckpointRow>find(
                        "jobId = ?1 and step < ?2", Sort.descending("step"), jobId, before(jobId, cursor.after()))
                .range(0, cursor.limit())
                .list();
        return Page.of(rows.stream().map(StoredCheckpoints::checkpoint).toList(), cursor.limit());
    }

    @Override
    public List<Checkpoint> all(String jobId) {
        return CheckpointRow.<CheckpointRow>find("jobId", Sort.descending("step"), jobId).list().stream()
                .map(StoredCheckpoints::checkpoint)
                .toList();
    }

    @Override
    public Optional<Checkpoint> latest(String jobId) {
        return CheckpointRow.<CheckpointRow>find("jobId", Sort.descending("step"), jobId)
                .firstResultOptional()
                .map(StoredCheckpoints::checkpoint);
    }

    @Override
    public Optional<Checkpoint> findByModel(String model) {
        return CheckpointRow.<CheckpointRow>find("model", model)
                .firstResultOptional()
                .map(StoredCheckpoints::checkpoint);
    }

    @Override
    public List<String> resumableJobs() {
        return CheckpointRow.find("select distinct jobId from CheckpointRow where resumable = true")
                .project(String.class)
                .list();
    }

    @Override
    public List<Checkpoint> resumable(String jobId) {
        return CheckpointRow.<CheckpointRow>find("jobId = ?1 and resumable = true", jobId).list().stream()
                .map(StoredCheckpoints::checkpoint)
                .toList();
    }

    @Override
    public void reduced(String id) {
        CheckpointRow.update("resumable = false where id = ?1", id);
    }

    @Override
    public void removeByModel(String model) {
        CheckpointRow.delete("model", model);
    }

    @Override
    public void removeAll(String jobId) {
        CheckpointRow.delete("jobId", jobId);
    }

    private static int before(String jobId, String after) {
        if (after.isEmpty()) {
            return Integer.MAX_VALUE;
        }
        return CheckpointRow.<CheckpointRow>find("jobId = ?1 and id = ?2", jobId, after)
                .firstResultOptional()
                .orElseThrow(() -> new UnknownCursor(after))
                .step;
    }

    private static Checkpoint checkpoint(CheckpointRow row) {
        return new Checkpoint(
                row.id,
                row.jobId,
                Instant.ofEpochMilli(row.createdAt),
                row.step,
                row.model,
                JobJson.read(row.metrics, StepMetrics.class),
                row.blobs);
    }
}
