package dev.tailor.training.model;

import java.util.Map;
import java.util.Optional;

/** Whoever makes tuned models: knows how they came to be, and hears what becomes of them. */
public interface ModelFollower {

    /** The model, or checkpoint, is there no longer. */
    void deleted(TunedModel model);

    /** The model was merged into its base for the first time. */
    void merged(TunedModel model, MergeFigures figures);

    /** The job that starts from the model, or from one of its checkpoints, and has not ended. */
    Optional<String> unfinishedJob(String model);

    /** Empty where nobody knows of the model's making. */
    Optional<Lineage> lineage(TunedModel model);

    /** What a reader may want to know of the model's making, in the order in which it is told. */
    Map<String, String> making(TunedModel model);
}
