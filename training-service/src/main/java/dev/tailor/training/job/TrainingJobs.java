package dev.tailor.training.job;

import dev.tailor.training.model.BaseModels;
import dev.tailor.training.problem.InvalidJobSpec;
import dev.tailor.training.problem.JobNotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** What users do with jobs. Does not run them. */
@ApplicationScoped
public class TrainingJobs {

    private final TrainingJobRepository jobs;
    private final BaseModels models;
    private final Datasets datasets;
    private final JobEvents events;
    private final Ids ids;
    private final Clock clock;

    public TrainingJobs(
            TrainingJobRepository jobs, BaseModels models, Datasets datasets, JobEvents events, Ids ids, Clock clock) {
        this.jobs = jobs;
        this.models = models;
        this.datasets = datasets;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** A repeated submission with the same key answers the first job. */
    public TrainingJob submit(TrainingJobSpec spec, Optional<String> idempotencyKey) {
        models.find(spec.model()).ifPresentOrElse(spec::checkAgainst, () -> refuseUnknown(spec.model()));
        checkFile("training_file", spec.trainingFile());
        if (spec.validationFile() != null) {
            checkFile("validation_file", spec.validationFile());
        }
        var job = TrainingJob.submitted(ids.next("ftjob-"), spec, clock.instant());
        var stored = jobs.add(job, idempotencyKey);
        if (stored.id().equals(job.id())) {
            events.created(job);
        }
        return stored;
    }

    private void checkFile(String field, String file) {
        if (datasets.lacks(file)) {
            throw new InvalidJobSpec(
                    field, "There is no file %s; upload one and name the id that you get".formatted(file));
        }
    }

    /** What the Hub may have is fetched, and held to the job, while the job's files are validated. */
    private void refuseUnknown(String model) {
        if (!models.mayBeFetched(model)) {
            throw unusable(model);
        }
    }

    private InvalidJobSpec unusable(String model) {
        var reason = models.refusal(model).map(why -> " (%s)".formatted(why)).orElse("");
        return new InvalidJobSpec(
                "model",
                "The model %s is not a base model that can be fine-tuned%s; choose one of %s"
                        .formatted(model, reason, models.ids()));
    }

    public TrainingJob get(String id) {
        return jobs.find(id).orElseThrow(() -> new JobNotFound(id));
    }

    public Page<TrainingJob> list(JobFilter filter, Cursor cursor) {
        return jobs.page(filter, cursor);
    }

    public TrainingJob cancel(String id) {
        var cancelled = jobs.update(id, job -> job.in(job.state().cancel(clock.instant())));
        events.info(id, "The job was cancelled");
        return cancelled;
    }

    public TrainingJob pause(String id) {
        var paused = jobs.update(id, job -> job.in(job.state().pause()));
        events.info(id, "The job was paused");
        return paused;
    }

    public TrainingJob resume(String id) {
        var resumed = jobs.update(id, job -> job.in(job.state().resume()));
        events.info(id, "The job was resumed, moving it to queued state");
        return resumed;
    }
}
