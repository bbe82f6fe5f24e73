package dev.tailor.training.job;

import dev.tailor.training.model.ModelSizes;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a user asks for. Says nothing about how far it has come. */
public record TrainingJobSpec(
        String model,
        String trainingFile,
        @Nullable String validationFile,
        @Nullable String suffix,
        int seed,
        Map<String, String> metadata,
        Hyperparameters hyperparameters,
        TailorOptions options) {

    private static final Pattern SUFFIX = Pattern.compile("[A-Za-z0-9_.-]{1,64}");
    private static final int PAIRS = 16;
    private static final int KEY = 64;
    private static final int VALUE = 512;

    public TrainingJobSpec {
        Check.holds(!model.isBlank(), "model", "model is required; name one of the listed models");
        Check.holds(!trainingFile.isBlank(), "training_file", "training_file is required; upload a file first");
        Check.holds(
                suffix == null || SUFFIX.matcher(suffix).matches(),
                "suffix",
                "suffix must be 1 to 64 letters, digits, '-', '_' or '.', was '%s'".formatted(suffix));
        Check.holds(seed >= 0, "seed", "seed must be from 0 to 2147483647, was %d".formatted(seed));
        metadata = new TreeMap<>(metadata);
        Check.holds(metadata.size() <= PAIRS, "metadata", "metadata may hold 16 pairs, had " + metadata.size());
        metadata.forEach(TrainingJobSpec::checkPair);
        if (validationFile != null && validationFile.isBlank()) {
            Check.holds(false, "validation_file", "validation_file is empty; leave it out or name a file");
        }
    }

    boolean reads(String file) {
        return file.equals(trainingFile) || file.equals(validationFile);
    }

    /** Checks what only the model can tell. */
    void checkAgainst(ModelSizes sizes) {
        var layers = sizes.family().linearLayers();
        var unknown = new HashSet<>(options.lora().targets());
        unknown.removeAll(layers);
        Check.holds(
                unknown.isEmpty(),
                "x_tailor.lora.targets",
                "The model %s has no linear layers %s; it has %s".formatted(model, unknown, layers));
        checkTables(sizes);
        var length = options.sequenceLength();
        Check.holds(
                length == null || length <= sizes.contextLength(),
                "x_tailor.sequence_length",
                "x_tailor.sequence_length %s exceeds the %d tokens of the model %s; shorten it"
                        .formatted(length, sizes.contextLength(), model));
        Check.holds(
                options.method() != TrainingMethod.FULL || options.lora().equals(LoraOptions.AUTO),
                "x_tailor.lora",
                "x_tailor.lora does not go with the method full; leave it out");
    }

    /** A name may be the end of a path, as in PEFT. */
    private void checkTables(ModelSizes sizes) {
        var tables = sizes.family().tables();
        var unknown = options.lora().modulesToSave().stream()
                .filter(name -> !tables.contains(name.substring(name.lastIndexOf('.') + 1)))
                .toList();
        Check.holds(
                unknown.isEmpty(),
                "x_tailor.lora.modules_to_save",
                "The model %s has no embedding or output matrix %s; it has %s".formatted(model, unknown, tables));
    }

    private static void checkPair(String key, String value) {
        Check.holds(!key.isEmpty() && key.length() <= KEY, "metadata", "A metadata key may have 64 characters: " + key);
        Check.holds(
                value.length() <= VALUE, "metadata", "The metadata value of %s exceeds 512 characters".formatted(key));
    }
}
