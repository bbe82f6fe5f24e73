package dev.tailor.training.job;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Looks whether rows suit the model that is to learn them, while a run may be under way; needs no weights. */
@FunctionalInterface
public interface RowCheck {

    /**
     * Throws {@link Trainer.RunRefused} where training or the comparison after it would refuse a row, and
     * {@link Trainer.WorkerLost} where it cannot tell.
     *
     * @param testRows those of the comparison; null: none
     */
    void check(Trainer.Run run, @Nullable Path testRows);
}
