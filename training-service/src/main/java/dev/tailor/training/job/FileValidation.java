package dev.tailor.training.job;

import dev.tailor.training.job.Datasets.Resolution;
import dev.tailor.training.job.JobState.ValidatingFiles;
import dev.tailor.training.problem.InvalidJobSpec;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import org.jboss.logging.Logger;

/** Moves jobs on whose files data-service has finished, and fails those whose files or rows are no use. */
public class FileValidation {

    private static final Logger LOG = Logger.getLogger(FileValidation.class);

    static final JobFailure EMPTY = new JobFailure(
            "empty_split", "The training split has no rows; add rows or change x_tailor.split", "training_file");

    /** So many tries in a row, with ever longer pauses of four minutes together; a data-service that is away makes none. */
    static final int MOST_FAULTS = 10;

    private static final int LONGEST_PAUSE_SECONDS = 60;

    private final Map<String, Faults> faults = new HashMap<>();
    private final TrainingJobRepository jobs;
    private final JobEvents events;
    private final Datasets datasets;
    private final JobStarts starts;
    private final Fitness fitness;
    private final Clock clock;

    /** What tells whether a job can be trained here. */
    public record Fitness(JobRows rows, WorkerDevice device) {}

    public FileValidation(
            TrainingJobRepository jobs,
            JobEvents events,
            Datasets datasets,
            JobStarts starts,
            Fitness fitness,
            Clock clock) {
        this.jobs = jobs;
        this.events = events;
        this.datasets = datasets;
        this.starts = starts;
        this.fitness = fitness;
        this.clock = clock;
    }

    public void once() {
        var waiting = jobs.withStatus(JobStatus.VALIDATING_FILES);
        faults.keySet().retainAll(waiting);
        waiting.forEach(id -> jobs.find(id).ifPresent(this::validate));
    }

    /** A job whose dataset is known needs its files no more, however long its base model takes to come. */
    private void validate(TrainingJob job) {
        if (job.dataset() == null) {
            resolveInTurn(job);
        } else {
            queue(job, job.dataset());
        }
    }

    private void resolveInTurn(TrainingJob job) {
        if (!faults.getOrDefault(job.id(), Faults.NONE).next().isAfter(clock.instant())) {
            resolve(job);
        }
    }

    private void resolve(TrainingJob job) {
        var spec = job.spec();
        switch (datasets.resolve(
                spec.trainingFile(), spec.validationFile(), spec.options().split())) {
            case Resolution.Ready ready -> queue(job, ready.dataset());
            case Resolution.NotYet wait -> await(job, wait);
            case Resolution.Refused refused -> fail(job, refused.failure());
            case Resolution.Faulty faulty -> count(job, faulty);
        }
    }

    private void await(TrainingJob job, Resolution.NotYet wait) {
        faults.remove(job.id());
        LOG.debugf("files not ready jobId=%s reason=%s", job.id(), wait.reason());
    }

    private void count(TrainingJob job, Resolution.Faulty faulty) {
        var now = faults.getOrDefault(job.id(), Faults.NONE).andOne(clock.instant());
        faults.put(job.id(), now);
        int tries = now.tries();
        LOG.warnf("files not readable jobId=%s try=%d reason=%s", job.id(), tries, faulty.reason());
        if (tries >= MOST_FAULTS) {
            var message = "data-service could not read the files in %d tries (%s); its log says why, upload them again"
                    .formatted(tries, faulty.reason());
            fail(job, new JobFailure("data_service_failed", message, "training_file"));
        }
    }

    /**
     * Of one job, in a row.
     *
     * @param next try, not before
     */
    private record Faults(int tries, Instant next) {

        private static final Faults NONE = new Faults(0, Instant.MIN);

        Faults andOne(Instant now) {
            return new Faults(tries + 1, now.plusSeconds(Math.min(LONGEST_PAUSE_SECONDS, 1L << tries)));
        }
    }

    private void queue(TrainingJob job, PreparedDataset dataset) {
        if (dataset.train() == 0) {
            fail(job, EMPTY);
            return;
        }
        var model = job.spec().model();
        var start = starts.find(model);
        if (start.isEmpty() && starts.onHub(model).isPresent()) {
            LOG.debugf("base model not here yet jobId=%s model=%s", job.id(), model);
            hold(job, dataset);
            return;
        }
        if (start.isEmpty()) {
            fail(job, new JobFailure("model_not_found", "The model %s is gone".formatted(model), "model"));
            return;
        }
        try {
            start.get().check(job.spec());
            advance(job, dataset, start.get());
        } catch (InvalidJobSpec unfit) {
            fail(job, new JobFailure(unfit.code(), String.valueOf(unfit.getMessage()), unfit.field()));
        }
    }

    private void hold(TrainingJob job, PreparedDataset dataset) {
        if (job.dataset() == null) {
            jobs.update(job.id(), now -> now.state() instanceof ValidatingFiles ? now.reading(dataset) : now);
        }
    }

    /** Where the service is stopping, the rows are looked at after its next start. */
    private void advance(TrainingJob job, PreparedDataset dataset, JobStart start) {
        var settings = new RecommendedSettings(job.spec(), start, dataset, fitness.device()).resolve();
        var resolved = job.resolved(dataset, settings);
        var failure = fitness.rows().failure(resolved, start);
        if (failure.isPresent()) {
            fail(job, failure.get());
        } else if (!Thread.currentThread().isInterrupted()) {
            enqueue(job, dataset, settings);
        }
    }

    private void enqueue(TrainingJob job, PreparedDataset dataset, ResolvedSettings settings) {
        if (move(job, now -> now.resolved(dataset, settings).in(((ValidatingFiles) now.state()).validated()))) {
            events.info(job.id(), "Files validated, moving job to queued state");
        }
    }

    private void fail(TrainingJob job, JobFailure failure) {
        if (move(job, now -> now.in(now.state().fail(failure, clock.instant())))) {
            events.error(job.id(), "The job failed: " + failure.message());
        }
    }

    /** Whether it was this call that moved the job: another replica may have looked at its files too. */
    private boolean move(TrainingJob job, UnaryOperator<TrainingJob> change) {
        var moved = new AtomicBoolean();
        jobs.update(job.id(), now -> {
            moved.set(now.state() instanceof ValidatingFiles);
            return moved.get() ? change.apply(now) : now;
        });
        return moved.get();
    }
}
