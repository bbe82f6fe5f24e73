package dev.tailor.training.job;

import dev.tailor.training.model.ModelNames;
import dev.tailor.training.problem.JobNotFound;
import dev.tailor.training.problem.UnknownCursor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Jobs in a map, oldest first. */
public final class InMemoryTrainingJobs implements TrainingJobRepository {

    private final Map<String, TrainingJob> jobs = new LinkedHashMap<>();
    private final Map<String, String> keys = new HashMap<>();

    @Override
    public synchronized TrainingJob add(TrainingJob job, Optional<String> idempotencyKey) {
        var first = idempotencyKey.map(keys::get).map(jobs::get);
        if (first.isPresent()) {
            return first.get();
        }
        idempotencyKey.ifPresent(key -> keys.put(key, job.id()));
        jobs.put(job.id(), job);
        return job;
    }

    @Override
    public synchronized Optional<TrainingJob> find(String id) {
        return Optional.ofNullable(jobs.get(id));
    }

    @Override
    public synchronized TrainingJob update(String id, UnaryOperator<TrainingJob> change) {
        var changed = change.apply(find(id).orElseThrow(() -> new JobNotFound(id)));
        jobs.put(id, changed);
        return changed;
    }

    @Override
    public synchronized Page<TrainingJob> page(JobFilter filter, Cursor cursor) {
        var newestFirst = List.copyOf(jobs.values()).reversed();
        var ids = newestFirst.stream().map(TrainingJob::id).toList();
        int start = ids.indexOf(cursor.after()) + 1;
        if (start == 0 && !cursor.after().isEmpty()) {
            throw new UnknownCursor(cursor.after());
        }
        var rest = newestFirst.stream().skip(start).filter(filter::accepts).toList();
        return Page.of(rest.subList(0, Math.min(rest.size(), cursor.limit() + 1)), cursor.limit());
    }

    @Override
    public synchronized List<String> withStatus(JobStatus status) {
        return jobs.values().stream()
                .filter(job -> job.state().status() == status)
                .map(TrainingJob::id)
                .toList();
    }

    @Override
    public synchronized Optional<String> unfinishedFrom(String model) {
        return jobs.values().stream()
                .filter(job -> !job.state().status().isFinished())
                .filter(job -> ModelNames.isOf(job.spec().model(), model))
                .map(TrainingJob::id)
                .findFirst();
    }

    @Override
    public synchronized List<String> withComparisonDue() {
        return jobs.values().stream()
                .filter(job -> job.comparison().due())
                .map(TrainingJob::id)
                .toList();
    }

    @Override
    public synchronized Map<JobStatus, Long> countByStatus() {
        return Arrays.stream(JobStatus.values()).collect(Collectors.toMap(Function.identity(), status ->
                (long) withStatus(status).size()));
    }
}
