package dev.tailor.training.job;

import dev.tailor.training.model.BaseModels;
import dev.tailor.training.problem.InvalidJobSpec;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Refuses wishes that cannot be met, before any work. */
@Singleton
public class SpecCheck {

    /** Far above whatever trains: the usual one is twice the rank. */
    private static final double HIGHEST_ALPHA = 100_000;

    private static final int LONGEST_ID = 64;

    private final BaseModels models;
    private final JobStarts starts;
    private final Datasets datasets;
    private final WorkerDevice device;

    public SpecCheck(BaseModels models, JobStarts starts, Datasets datasets, WorkerDevice device) {
        this.models = models;
        this.starts = starts;
        this.datasets = datasets;
        this.device = device;
    }

    /** Answers what to train; nothing where the Hub may have it: it is held to the job when it is here. */
    Optional<JobStart> check(TrainingJobSpec spec) {
        checkRate(spec);
        checkLora(spec.options().lora());
        checkBatch(spec);
        checkPrecision(spec.options().precision());
        var start = starts.find(spec.model());
        start.ifPresentOrElse(found -> found.check(spec), () -> refuseUnknown(spec.model()));
        checkFile("training_file", spec.trainingFile());
        if (spec.validationFile() != null) {
            checkOther(spec.validationFile(), spec.trainingFile());
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

    private static void checkLora(LoraOptions lora) {
        Check.within("x_tailor.lora.alpha", lora.alpha(), 0, HIGHEST_ALPHA);
        checkDistinct("x_tailor.lora.targets", lora.targets());
        checkDistinct("x_tailor.lora.modules_to_save", lora.modulesToSave());
    }

    private static void checkDistinct(String field, List<String> names) {
        Check.holds(
                new HashSet<>(names).size() == names.size(),
                field,
                "%s names a layer twice; keep one of each in %s".formatted(field, names));
    }

    private static void checkBatch(TrainingJobSpec spec) {
        var micro = spec.options().microBatchSize();
        var batch = spec.hyperparameters().batchSize();
        Check.holds(
                micro == null || batch == null || micro <= batch,
                "x_tailor.micro_batch_size",
                "x_tailor.micro_batch_size %s exceeds the %s rows of a step (batch_size); lower it, or raise batch_size"
                        .formatted(micro, batch));
    }

    private void checkPrecision(@Nullable Precision asked) {
        Check.holds(
                asked != Precision.FP16 || device.gpu().isPresent(),
                "x_tailor.precision",
                "x_tailor.precision fp16 needs a GPU, and the worker of this service computes on a processor; choose"
                        + " fp32 or bf16");
    }

    /** Rows that validate are taken out of those that train: of one file nothing would be left. */
    private static void checkOther(String validationFile, String trainingFile) {
        Check.holds(
                !validationFile.equals(trainingFile),
                "validation_file",
                "validation_file is the training_file %s; name another file, or leave it out and let x_tailor.split.validation take a share of the rows"
                        .formatted(trainingFile));
    }

    /** No id of ours is longer, and data-service need not be asked. */
    private void checkFile(String field, String file) {
        if (file.length() > LONGEST_ID || datasets.lacks(file)) {
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
