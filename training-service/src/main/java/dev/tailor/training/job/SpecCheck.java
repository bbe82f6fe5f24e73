package dev.tailor.training.job;

import dev.tailor.training.model.BaseModels;
import dev.tailor.training.problem.InvalidJobSpec;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Refuses wishes that cannot be met, before any work. */
@Singleton
public class SpecCheck {

    private final BaseModels models;
    private final JobStarts starts;
    private final Datasets datasets;

    public SpecCheck(BaseModels models, JobStarts starts, Datasets datasets) {
        this.models = models;
        this.starts = starts;
        this.datasets = datasets;
    }

    /** Answers what to train; nothing where the Hub may have it: it is held to the job when it is here. */
    Optional<JobStart> check(TrainingJobSpec spec) {
        checkRate(spec);
        var start = starts.find(spec.model());
        start.ifPresentOrElse(found -> found.check(spec), () -> refuseUnknown(spec.model()));
        checkFile("training_file", spec.trainingFile());
        if (spec.validationFile() != null) {
            checkFile("validation_file", spec.validationFile());
        }
        return start;
    }

    private static void checkRate(TrainingJobSpec spec) {
        Check.holds(
                spec.options().learningRate() == null || spec.hyperparameters().learningRateMultiplier() == null,
                "x_tailor.learning_rate",
                "x_tailor.learning_rate is the rate itself, %s a multiple of the recommended one; leave one of them out"
                        .formatted(Hyperparameters.MULTIPLIER));
    }

    private void checkFile(String field, String file) {
        if (datasets.lacks(file)) {
            throw new InvalidJobSpec(
                    "file_not_found",
                    field,
                    "There is no file %s; upload one and name the id that you get".formatted(file));
        }
    }

    private void refuseUnknown(String model) {
        if (!models.mayBeFetched(starts.weightsOf(model))) {
            throw unusable(model);
        }
    }

    private InvalidJobSpec unusable(String model) {
        var reason = models.refusal(model).map(why -> " (%s)".formatted(why)).orElse("");
        return new InvalidJobSpec(
                "model",
                "The model %s is neither a base model nor a fine-tuned one that training can start from%s; choose one of %s, or a model that a job made: GET /v1/models lists them"
                        .formatted(model, reason, models.ids()));
    }
}
