package dev.tailor.training.job.db;

import dev.tailor.training.job.Comparison;
import dev.tailor.training.job.Cursor;
import dev.tailor.training.job.JobFilter;
import dev.tailor.training.job.JobStatus;
import dev.tailor.training.job.KeyTaken;
import dev.tailor.training.job.Page;
import dev.tailor.training.job.TrainingJob;
import dev.tailor.training.job.TrainingJobRepository;
import dev.tailor.training.model.ModelNames;
import dev.tailor.training.problem.JobNotFound;
import dev.tailor.training.problem.UnknownCursor;
import io.quarkus.hibernate.orm.panache.PanacheQuery;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.hibernate.exception.ConstraintViolationException;

/** Jobs in their table; a change locks the job's row. */
@ApplicationScoped
@Transactional
public class StoredTrainingJobs implements TrainingJobRepository {

    @Override
    public TrainingJob add(TrainingJob job, Optional<String> idempotencyKey) {
        var first = idempotencyKey.flatMap(StoredTrainingJobs::rowOfKey);
        if (first.isPresent()) {
            return job(first.get());
        }
        var row = new TrainingJobRow();
        row.id = job.id();
        row.createdAt = job.createdAt().toEpochMilli();
        row.idempotencyKey = idempotencyKey.orElse(null);
        write(job, row);
        persist(row);
        job.spec().metadata().forEach((name, content) -> addPair(job.id(), name, content));
        return job;
    }

    private static void persist(TrainingJobRow row) {
        try {
            row.persistAndFlush();
        } catch (ConstraintViolationException taken) {
            if (row.idempotencyKey == null) {
                throw taken;
            }
            throw new KeyTaken(taken);
        }
    }

    @Override
    public Optional<TrainingJob> find(String id) {
        return row(id).map(StoredTrainingJobs::job);
    }

    @Override
    public TrainingJob update(String id, UnaryOperator<TrainingJob> change) {
        lock(id);
        var row = row(id).orElseThrow(() -> new JobNotFound(id));
        var changed = change.apply(job(row));
        write(changed, row);
        return changed;
    }

    @Override
    public Page<TrainingJob> page(JobFilter filter, Cursor cursor) {
        var query = new StringBuilder("from TrainingJobRow j where j.number < ?1");
        var values = new ArrayList<Object>();
        values.add(before(cursor.after()));
        if (filter.withoutMetadata()) {
            query.append(" and not exists (select 1 from JobMetadataRow m where m.jobId = j.id)");
        }
        for (var pair : filter.metadata().entrySet()) {
            query.append(
                    " and exists (select 1 from JobMetadataRow m where m.jobId = j.id and m.name = ?%d and m.content = ?%d)"
                            .formatted(values.size() + 1, values.size() + 2));
            values.add(pair.getKey());
            values.add(pair.getValue());
        }
        PanacheQuery<TrainingJobRow> rows =
                TrainingJobRow.find(query.toString(), Sort.descending("number"), values.toArray());
        var jobs = rows.range(0, cursor.limit()).list().stream()
                .map(StoredTrainingJobs::job)
                .toList();
        return Page.of(jobs, cursor.limit());
    }

    @Override
    public List<String> withStatus(JobStatus status) {
        return ids(TrainingJobRow.find("status", Sort.ascending("number"), status.name()));
    }

    @Override
    public Optional<String> unfinishedFrom(String model) {
        return TrainingJobRow.<TrainingJobRow>find(
                        "status in ?1 and (model = ?2 or locate(?3, model) = 1)",
                        Sort.ascending("number"),
                        JobStatus.unfinished().stream().map(JobStatus::name).toList(),
                        model,
                        model + ModelNames.CHECKPOINT)
                .firstResultOptional()
                .map(row -> row.id);
    }

    @Override
    public List<String> withComparisonDue() {
        return ids(TrainingJobRow.find("comparisonDue", Sort.ascending("number"), true));
    }

    @Override
    public Map<JobStatus, Long> countByStatus() {
        var counts = new EnumMap<JobStatus, Long>(JobStatus.class);
        for (var status : JobStatus.values()) {
            counts.put(status, TrainingJobRow.count("status", status.name()));
        }
        return counts;
    }

    /** By an update that changes nothing: H2 lacks the locking clause that Hibernate writes for PostgreSQL. */
    private static void lock(String id) {
        TrainingJobRow.update("status = status where id = ?1", id);
    }

    private static List<String> ids(PanacheQuery<TrainingJobRow> rows) {
        return rows.list().stream().map(row -> row.id).toList();
    }

    private static Optional<TrainingJobRow> row(String id) {
        return TrainingJobRow.find("id", id).firstResultOptional();
    }

    private static Optional<TrainingJobRow> rowOfKey(String key) {
        return TrainingJobRow.find("idempotencyKey", key).firstResultOptional();
    }

    private static long before(String after) {
        if (after.isEmpty()) {
            return Long.MAX_VALUE;
        }
        var number = row(after).orElseThrow(() -> new UnknownCursor(after)).number;
        return number == null ? Long.MAX_VALUE : number;
    }

    private static void addPair(String jobId, String name, String content) {
        var row = new JobMetadataRow();
        row.jobId = jobId;
        row.name = name;
        row.content = content;
        row.persist();
    }

    private static void write(TrainingJob job, TrainingJobRow row) {
        row.model = job.spec().model();
        row.status = job.state().status().name();
        row.comparisonDue = job.comparison().due();
        row.state = JobJson.write(StateDocument.of(job.state()));
        row.document = JobJson.write(new JobDocument(
                job.spec(),
                job.settings(),
                job.dataset(),
                job.progress(),
                job.actual(),
                job.resultFiles(),
                job.comparison().id(),
                job.crashes(),
                job.plan()));
    }

    private static TrainingJob job(TrainingJobRow row) {
        var document = JobJson.read(row.document, JobDocument.class);
        return new TrainingJob(
                row.id,
                Instant.ofEpochMilli(row.createdAt),
                document.spec(),
                JobJson.read(row.state, StateDocument.class).state(),
                document.settings(),
                document.dataset(),
                document.progress(),
                document.actual(),
                document.resultFiles(),
                new Comparison(row.comparisonDue, document.comparison()),
                document.crashes(),
                document.plan());
    }
}
