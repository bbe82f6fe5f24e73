package dev.tailor.training.job;

import dev.tailor.training.model.BaseModel;
import dev.tailor.training.model.BaseModels;
import dev.tailor.training.problem.InvalidJobSpec;
import java.util.Optional;

/** Refuses wishes that cannot be met, before any work. */
final class SpecCheck {

    private final BaseModels models;
    private final Datasets datasets;

    SpecCheck(BaseModels models, Datasets datasets) {
        this.models = models;
        this.datasets = datasets;
    }

    /** Answers the model to train; none where the Hub may have it: it is held to the job when it is here. */
    Optional<BaseModel> check(TrainingJobSpec spec) {
        var base = models.find(spec.model());
        base.ifPresentOrElse(spec::checkAgainst, () -> refuseUnknown(spec.model()));
        checkFile("training_file", spec.trainingFile());
        if (spec.validationFile() != null) {
            checkFile("validation_file", spec.validationFile());
        }
        return base;
    }

    private void checkFile(String field, String file) {
        if (datasets.lacks(file)) {
            throw new InvalidJobSpec(
                    field, "There is no file %s; upload one and name the id that you get".formatted(file));
        }
    }

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
}
