package dev.tailor.training.job;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/** The settings of a run with nothing left to choose. */
public record ResolvedSettings(Hyperparameters hyperparameters, TailorOptions options) {

    public ResolvedSettings {
        requireNonNull(hyperparameters.epochs(), "epochs");
        requireNonNull(hyperparameters.batchSize(), "batchSize");
        requireNonNull(options.learningRate(), "learningRate");
    }

    public int epochs() {
        return set(hyperparameters.epochs());
    }

    public int batchSize() {
        return set(hyperparameters.batchSize());
    }

    public double learningRate() {
        return set(options.learningRate());
    }

    public TrainingMethod method() {
        return set(options.method());
    }

    /** Of a value that resolving has filled in. */
    public static <T> T set(@Nullable T value) {
        return requireNonNull(value, "resolved settings have no gaps");
    }
}
