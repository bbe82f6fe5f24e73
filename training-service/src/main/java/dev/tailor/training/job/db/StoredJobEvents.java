package dev.tailor.training.job.db;

import dev.tailor.training.job.Cursor;
import dev.tailor.training.job.EventLevel;
import dev.tailor.training.job.JobEvent;
import dev.tailor.training.job.JobEventRepository;
import dev.tailor.training.job.Page;
import dev.tailor.training.job.Samples;
import dev.tailor.training.job.StepMetrics;
import dev.tailor.training.problem.UnknownCursor;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Events in their table. */
@ApplicationScoped
@Transactional
public class StoredJobEvents implements JobEventRepository {

    @Override
    public void add(JobEvent event) {
        write(event, new JobEventRow());
    }

    @Override
    public void putStep(JobEvent event, int step) {
        var row = JobEventRow.<JobEventRow>find("jobId = ?1 and step = ?2", event.jobId(), step)
                .firstResultOptional()
                .orElseGet(JobEventRow::new);
        row.step = step;
        write(event, row);
    }

    @Override
    public void putSamples(JobEvent event, Samples samples) {
        var row = JobEventRow.<JobEventRow>find("jobId = ?1 and sampledStep = ?2", event.jobId(), samples.step())
                .firstResultOptional()
                .orElseGet(JobEventRow::new);
        row.sampledStep = samples.step();
        row.samples = JobJson.write(samples);
        write(event, row);
    }

    @Override
    public void removeStepsAfter(String jobId, int step) {
        JobEventRow.delete("jobId = ?1 and (step > ?2 or sampledStep > ?2)", jobId, step);
    }

    @Override
    public Page<JobEvent> page(String jobId, Cursor cursor) {
        var rows = JobEventRow.<JobEventRow>find(
                        "jobId = ?1 and number < ?2", Sort.descending("number"), jobId, before(jobId, cursor.after()))
                .range(0, cursor.limit())
                .list();
        return Page.of(rows.stream().map(StoredJobEvents::event).toList(), cursor.limit());
    }

    @Override
    public List<StepMetrics> steps(String jobId) {
        return JobEventRow.<JobEventRow>list("jobId = ?1 and step is not null", Sort.ascending("step"), jobId).stream()
                .map(row -> metrics(row.metrics))
                .toList();
    }

    private static long before(String jobId, String after) {
        if (after.isEmpty()) {
            return Long.MAX_VALUE;
        }
        var number = JobEventRow.<JobEventRow>find("jobId = ?1 and id = ?2", jobId, after)
                .firstResultOptional()
                .orElseThrow(() -> new UnknownCursor(after))
                .number;
        return number == null ? Long.MAX_VALUE : number;
    }

    private static void write(JobEvent event, JobEventRow row) {
        row.id = event.id();
        row.jobId = event.jobId();
        row.createdAt = event.createdAt().toEpochMilli();
        row.level = event.level().name();
        row.message = event.message();
        row.metrics = event.metrics() == null ? null : JobJson.write(event.metrics());
        row.persist();
    }

    private static JobEvent event(JobEventRow row) {
        return new JobEvent(
                row.id,
                row.jobId,
                Instant.ofEpochMilli(row.createdAt),
                EventLevel.valueOf(row.level),
                row.message,
                row.metrics == null ? null : metrics(row.metrics),
                row.samples == null ? null : JobJson.read(row.samples, Samples.class));
    }

    private static StepMetrics metrics(@Nullable String json) {
        return JobJson.read(json == null ? "{}" : json, StepMetrics.class);
    }
}
