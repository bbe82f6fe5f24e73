package dev.tailor.training.model;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the models that training can start from, and lays out their files. */
public class StartModels {

    private final BaseModels bases;
    private final TunedModelRepository tuned;
    private final ModelWeights weights;
    private final Merger merger;

    public StartModels(BaseModels bases, TunedModelRepository tuned, ModelWeights weights, Merger merger) {
        this.bases = bases;
        this.tuned = tuned;
        this.weights = weights;
        this.merger = merger;
    }

    /** Empty where there is no such model, and where the weights that it needs are not here. */
    public Optional<StartModel> find(String id) {
        var base = bases.find(id).map(StartModel::of);
        return base.isPresent() ? base : tuned.find(id).flatMap(this::start);
    }

    /** The id of the model whose weights are read when training starts from this one. */
    public String weightsOf(String id) {
        return tuned.find(id).map(StartModels::weightsOf).orElse(id);
    }

    /**
     * Lays out the files of a model.
     *
     * @param whole merges an adapter into its weights; otherwise it lies beside them
     * @param folder takes what is not on this machine yet
     */
    public LocalModel layOut(StartModel start, boolean whole, Path folder) throws IOException {
        var directory = weights.folder(start.weights(), folder.resolve("weights"));
        var earlier = start.earlier();
        if (earlier == null || earlier.kind() != ModelKind.ADAPTER) {
            return new LocalModel(start.weights(), directory, null, start.sizes());
        }
        var adapter = folder.resolve("adapter");
        weights.fetch(earlier, adapter);
        if (!whole) {
            return new LocalModel(start.weights(), directory, adapter, start.sizes());
        }
        var merged = folder.resolve("merged");
        var unused = merger.merge(directory, adapter, merged);
        return new LocalModel(start.id(), merged, null, start.sizes());
    }

    /** Lays out what rows are put into tokens with: configuration, tokenizer and template. */
    public LocalModel layOutTexts(StartModel start, Path folder) throws IOException {
        return new LocalModel(start.weights(), weights.texts(start.weights(), folder), null, start.sizes());
    }

    private Optional<StartModel> start(TunedModel model) {
        var id = weightsOf(model);
        return weights.sizes(id).map(sizes -> new StartModel(model.id(), sizes, id, model));
    }

    private static String weightsOf(TunedModel model) {
        return model.kind() == ModelKind.ADAPTER ? model.baseModel() : model.id();
    }
}
