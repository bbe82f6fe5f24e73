package dev.tailor.training.job;

/** Looks whether rows suit the model that is to learn them, while a run may be under way; needs no weights. */
@FunctionalInterface
public interface RowCheck {

    /** Throws {@link Trainer.RunRefused} where training would, and {@link Trainer.WorkerLost} where it cannot tell. */
    void check(Trainer.Run run);
}
