package dev.tailor.training.model;

import dev.tailor.training.problem.BaseModelStays;
import dev.tailor.training.problem.ModelInUse;
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
    private final ModelFollower follower;

    public Models(
            BaseModels bases,
            TunedModelRepository tuned,
            ModelBlobs blobs,
            ModelExport export,
            ModelFollower follower) {
        this.bases = bases;
        this.tuned = tuned;
        this.blobs = blobs;
        this.export = export;
        this.follower = follower;
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
        var model = getTuned(id);
        refuseWhileInUse(id);
        tuned.remove(id);
        follower.deleted(model);
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

    private void refuseWhileInUse(String id) {
        var adapters = tuned.adaptersOver(id).stream()
                .filter(adapter -> !adapter.contains(ModelNames.CHECKPOINT)
                        || tuned.find(ModelNames.ofCheckpoint(adapter)).isEmpty())
                .toList();
        if (!adapters.isEmpty()) {
            throw new ModelInUse(
                    "The model %s is the base of %s; delete what lies over it first".formatted(id, adapters));
        }
        follower.unfinishedJob(id).ifPresent(job -> {
            throw new ModelInUse(
                    "The job %s starts from the model %s; wait for its end or cancel it first".formatted(job, id));
        });
    }

    /** Takes the files of a model one after the other. */
    @FunctionalInterface
    public interface Receiver {
        void receive(ModelFile file) throws IOException;
    }
}
