package dev.tailor.model;

import dev.tailor.model.internal.Training;
import java.util.List;
import java.util.function.BooleanSupplier;

/** Trains a model on rows. One object per training; call it on a platform thread. */
public final class FineTuner {

    private final TrainingListener listener;
    private final BooleanSupplier stop;

    /**
     * @param stop asked after each step; true ends the training with a checkpoint
     */
    public FineTuner(TrainingListener listener, BooleanSupplier stop) {
        this.listener = listener;
        this.stop = stop;
    }

    /** Trains and writes checkpoints and the result. */
    public TrainingOutcome run(TrainingPlan plan, List<Example> train, List<Example> validation) {
        var config = ModelConfig.read(plan.modelDirectory());
        ModelCheck.rows(config, train);
        ModelCheck.rows(config, validation);
        try (var training = new Training(plan, listener, stop)) {
            return training.run(train, validation);
        }
    }
}
