package dev.tailor.training.job;

/** Measures what a run would take, while another one may be running. */
@FunctionalInterface
public interface Planner {

    /** Throws {@link Trainer.RunRefused} and {@link Trainer.WorkerLost} as a trainer does. */
    Plan plan(Trainer.Run run);
}
