package dev.tailor.training.job;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Low-rank adaptation; null means that the recommended value is taken.
 *
 * @param targets names of linear layers; empty: all but the output layer
 * @param modulesToSave names of embeddings and output matrix that are trained whole beside them
 */
public record LoraOptions(
        @Nullable Integer rank,
        @Nullable Double alpha,
        @Nullable Double dropout,
        List<String> targets,
        @Nullable Boolean rslora,
        List<String> modulesToSave) {

    public static final LoraOptions AUTO = new LoraOptions(null, null, null, List.of(), null, List.of());

    /** Absent modules are those of jobs that were stored before there were any. */
    public LoraOptions {
        Check.within("x_tailor.lora.rank", rank, 1, 4096);
        Check.above("x_tailor.lora.alpha", alpha, 0);
        Check.below("x_tailor.lora.dropout", dropout, 1);
        targets = List.copyOf(targets);
        modulesToSave = List.copyOf(Objects.requireNonNullElse(modulesToSave, List.of()));
    }
}
