package dev.tailor.training.job;

import dev.tailor.training.hub.HubReference;
import dev.tailor.training.model.LocalModel;
import dev.tailor.training.model.ModelKind;
import dev.tailor.training.model.StartModel;
import dev.tailor.training.model.StartModels;
import dev.tailor.training.problem.ModelNotFound;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds what jobs start from. */
@Singleton
public class JobStarts {

    private final StartModels models;
    private final TrainingJobRepository jobs;

    public JobStarts(StartModels models, TrainingJobRepository jobs) {
        this.models = models;
        this.jobs = jobs;
    }

    /** Empty where the model is unknown, and where weights that it needs are not here. */
    Optional<JobStart> find(String model) {
        return models.find(model).flatMap(this::start);
    }

    /** The model of the Hub whose weights a job on this model reads; none where they are no model of the Hub. */
    Optional<HubReference> onHub(String model) {
        return HubReference.parse(weightsOf(model));
    }

    /** The id of the model whose weights a job on this model reads. */
    String weightsOf(String model) {
        return models.weightsOf(model);
    }

    /** Lays out the model's files; where all weights are to be trained, an adapter is merged into them first. */
    LocalModel layOut(JobStart start, TrainingMethod method, Path folder) throws IOException {
        try {
            return models.layOut(start.model(), !method.isAdapter(), folder);
        } catch (ModelNotFound gone) {
            throw gone(String.valueOf(gone.getMessage()));
        }
    }

    /** Lays out what the model's rows are put into tokens with. */
    LocalModel layOutTexts(JobStart start, Path folder) throws IOException {
        try {
            return models.layOutTexts(start.model(), folder);
        } catch (ModelNotFound gone) {
            throw gone(String.valueOf(gone.getMessage()));
        }
    }

    static Trainer.RunRefused gone(String message) {
        return new Trainer.RunRefused(new JobFailure("model_not_found", message, "model"));
    }

    private Optional<JobStart> start(StartModel model) {
        var earlier = model.earlier();
        if (earlier == null || earlier.kind() != ModelKind.ADAPTER) {
            return Optional.of(new JobStart(model, null));
        }
        return jobs.find(earlier.jobId()).map(TrainingJob::settings).map(settings -> new JobStart(model, settings));
    }
}
