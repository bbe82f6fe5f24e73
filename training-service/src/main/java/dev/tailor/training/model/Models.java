package dev.tailor.training.model;

import dev.tailor.training.problem.BaseModelStays;
import dev.tailor.training.problem.ModelNotFound;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** All models that can be used: base models, tuned models and their checkpoints. */
public class Models {

    private final BaseModels bases;
    private final TunedModelRepository tuned;
    private final ModelBlobs blobs;
    private final ModelExport export;
    private final ModelRemoval removal;

    public Models(
            BaseModels bases, TunedModelRepository tuned, ModelBlobs blobs, ModelExport export, ModelRemoval removal) {
        this.bases = bases;
        this.tuned = tuned;
        this.blobs = blobs;
        this.export = export;
        this.removal = removal;
    }

    public List<BaseModel> baseModels() {
        return bases.list();
    }

    /** Newest first. */
    public List<TunedModel> tunedModels() {
        return tuned.finished();
    }

    public Optional<BaseModel> findBase(String id) {
        return bases.find(id);
    }

    public TunedModel getTuned(String id) {
        return tuned.find(id).orElseThrow(() -> new ModelNotFound(id));
    }

    /** Removes a model with its checkpoints, or one checkpoint alone; never one that others need. */
    public void delete(String id) throws IOException {
        if (bases.find(id).isPresent()) {
            throw new BaseModelStays(id);
        }
        var model = removal.remove(id);
        blobs.remove(model.blobs());
        if (model.blobs().equals(ModelNames.blobs(model.jobId()))) {
            blobs.remove(ModelNames.checkpointBlobs(model.jobId()));
        }
    }

    /** Hands every file of the model to the receiver, in the order of their names. */
    public void download(String id, ModelForm form, Receiver receiver) throws IOException {
        var base = bases.find(id);
        if (base.isPresent()) {
            export.send(base.get(), form, receiver);
        } else {
            export.send(getTuned(id), form, receiver);
        }
    }

    /** Takes the files of a model one after the other. */
    @FunctionalInterface
    public interface Receiver {
        void receive(ModelFile file) throws IOException;
    }
}
