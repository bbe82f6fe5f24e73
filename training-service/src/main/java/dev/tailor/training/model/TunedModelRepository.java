package dev.tailor.training.model;

import java.util.List;
import java.util.Optional;

/** Where tuned models and checkpoints that can be used as models are registered. */
public interface TunedModelRepository {

    /** Registers a model in the place of an earlier one of the same id. */
    void put(TunedModel model);

    /** Notes how a merge went; does nothing if the model is gone. */
    void noteMerge(String id, MergeFigures figures);

    Optional<TunedModel> find(String id);

    /**
     * Finds a model and keeps it and its checkpoints for this transaction: whoever else wants to hold or remove one of
     * them waits for its end.
     */
    Optional<TunedModel> hold(String id);

    /** Finished models without their checkpoints, newest first. */
    List<TunedModel> finished();

    /** Ids of the adapters whose base is the model or one of its checkpoints. */
    List<String> adaptersOver(String id);

    /** Removes the model and its checkpoints. */
    void remove(String id);

    /** Removes the model and leaves its checkpoints. */
    void removeOnly(String id);
}
