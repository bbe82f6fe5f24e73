package dev.tailor.training.model;

/** Whoever keeps something about tuned models and must let go of it with them. */
@FunctionalInterface
public interface ModelFollower {

    /** The model, or checkpoint, is there no longer. */
    void deleted(TunedModel model);
}
