package dev.tailor.training.job;

import static dev.tailor.training.job.ResolvedSettings.set;
import static java.util.Objects.requireNonNullElse;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** The settings of a run that are worth comparing between runs, under their names in the public API. */
final class BoardSettings {

    private BoardSettings() {}

    static Map<String, Object> of(TrainingJob job, ResolvedSettings settings) {
        var options = settings.options();
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("model", job.spec().model());
        told.put("suffix", requireNonNullElse(job.spec().suffix(), ""));
        told.put("training_file", job.spec().trainingFile());
        told.put("method", word(settings.method()));
        told.put("n_epochs", settings.epochs());
        told.put("batch_size", settings.batchSize());
        told.put("learning_rate", settings.learningRate());
        told.put("schedule", word(set(options.schedule())));
        told.put("warmup_ratio", set(options.warmupRatio()));
        told.put("weight_decay", set(options.weightDecay()));
        told.put("max_grad_norm", set(options.maxGradNorm()));
        told.put("sequence_length", set(options.sequenceLength()));
        told.put("precision", word(set(options.precision())));
        told.put("label_smoothing", set(options.labelSmoothing()));
        told.put("neftune_alpha", set(options.techniques().neftuneAlpha()));
        told.put("ema_decay", set(options.techniques().emaDecay()));
        if (settings.method().isAdapter()) {
            told.put("lora.rank", set(options.lora().rank()));
            told.put("lora.alpha", set(options.lora().alpha()));
            told.put("lora.dropout", set(options.lora().dropout()));
            told.put(
                    "lora.modules_to_save",
                    options.lora().modulesToSave().isEmpty()
                            ? "none"
                            : String.join(" ", options.lora().modulesToSave()));
        }
        return told;
    }

    private static String word(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT);
    }
}
