package dev.tailor.training.job;

import dev.tailor.training.hub.HubReference;
import dev.tailor.training.job.Datasets.Resolution;
import dev.tailor.training.job.JobState.ValidatingFiles;
import dev.tailor.training.model.BaseModel;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.problem.InvalidJobSpec;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Moves jobs on whose files data-service has finished, and fails those whose files are no use. */
public class FileValidation {

    private static final Logger LOG = Logger.getLogger(FileValidation.class);

    private final TrainingJobRepository jobs;
    private final JobEvents events;
    private final Datasets datasets;
    private final BaseModels models;
    private final Clock clock;

    public FileValidation(
            TrainingJobRepository jobs, JobEvents events, Datasets datasets, BaseModels models, Clock clock) {
        this.jobs = jobs;
        this.events = events;
        this.datasets = datasets;
        this.models = models;
        this.clock = clock;
    }

    public void once() {
        jobs.withStatus(JobStatus.VALIDATING_FILES).forEach(id -> jobs.find(id).ifPresent(this::validate));
    }

    private void validate(TrainingJob job) {
        var spec = job.spec();
        switch (datasets.resolve(
                spec.trainingFile(), spec.validationFile(), spec.options().split())) {
            case Resolution.Ready ready -> queue(job, ready.dataset());
            case Resolution.NotYet wait -> LOG.debugf("files not ready jobId=%s reason=%s", job.id(), wait.reason());
            case Resolution.Refused refused -> fail(job, refused.failure());
        }
    }

    private void queue(TrainingJob job, PreparedDataset dataset) {
        if (dataset.train() == 0) {
            fail(
                    job,
                    new JobFailure(
                            "empty_split",
                            "The training split has no rows; add rows or change x_tailor.split",
                            "training_file"));
            return;
        }
        var model = models.find(job.spec().model());
        if (model.isEmpty() && HubReference.parse(job.spec().model()).isPresent()) {
            LOG.debugf(
                    "base model not here yet jobId=%s model=%s",
                    job.id(), job.spec().model());
            return;
        }
        if (model.isEmpty()) {
            fail(
                    job,
                    new JobFailure(
                            "model_not_found", "The base model " + job.spec().model() + " is gone", "model"));
            return;
        }
        try {
            job.spec().checkAgainst(model.get());
            advance(job, dataset, model.get());
        } catch (InvalidJobSpec unfit) {
            fail(job, new JobFailure("invalid_job", String.valueOf(unfit.getMessage()), unfit.field()));
        }
    }

    private void advance(TrainingJob job, PreparedDataset dataset, BaseModel model) {
        var settings = new RecommendedSettings(job.spec(), model, dataset).resolve();
        var moved = jobs.update(
                job.id(),
                now -> now.state() instanceof ValidatingFiles validating
                        ? now.resolved(dataset, settings).in(validating.validated())
                        : now);
        if (moved.state() instanceof JobState.Queued) {
            events.info(job.id(), "Files validated, moving job to queued state");
        }
    }

    private void fail(TrainingJob job, JobFailure failure) {
        var moved = jobs.update(
                job.id(),
                now -> now.state() instanceof ValidatingFiles
                        ? now.in(now.state().fail(failure, clock.instant()))
                        : now);
        if (moved.state() instanceof JobState.Failed) {
            events.error(job.id(), "The job failed: " + failure.message());
        }
    }
}
