package dev.tailor.training.model;

import dev.tailor.training.problem.BaseModelStays;
import dev.tailor.training.problem.ModelNotFound;
import dev.tailor.training.problem.NotAnAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** All models that can be used: base models, tuned models and their checkpoints. */
public class Models {

    private final BaseModels bases;
    private final TunedModelRepository tuned;
    private final ModelBlobs blobs;
    private final Merger merger;
    private final Path scratch;
    private final ModelFollower follower;

    public Models(
            BaseModels bases,
            TunedModelRepository tuned,
            ModelBlobs blobs,
            Merger merger,
            Path scratch,
            ModelFollower follower) {
        this.bases = bases;
        this.tuned = tuned;
        this.blobs = blobs;
        this.merger = merger;
        this.scratch = scratch;
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

    /** Removes a model with its checkpoints, or one checkpoint alone. */
    public void delete(String id) throws IOException {
        if (bases.find(id).isPresent()) {
            throw new BaseModelStays(id);
        }
        var model = getTuned(id);
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
            refuseAdapterForm(id, form);
            sendFolder(base.get().directory(), receiver);
            return;
        }
        var model = getTuned(id);
        if (model.kind() != ModelKind.ADAPTER) {
            refuseAdapterForm(id, form);
        } else if (form == ModelForm.MERGED) {
            sendMerged(model, receiver);
            return;
        }
        receiver.receive(card(model));
        for (var file : blobs.modelFiles(model.blobs())) {
            if (!file.path().equals(ModelCard.NAME)) {
                receiver.receive(file);
            }
        }
    }

    private ModelFile card(TunedModel model) {
        return new ModelCard(model, follower.making(model)).asTrained();
    }

    private void sendMerged(TunedModel model, Receiver receiver) throws IOException {
        var base = bases.find(model.baseModel()).orElseThrow(() -> new ModelNotFound(model.baseModel()));
        try (var folder = ScratchFolder.in(scratch)) {
            var adapter = Files.createDirectories(folder.path().resolve("adapter"));
            var merged = folder.path().resolve("merged");
            blobs.fetch(model.blobs(), adapter);
            var figures = merger.merge(base.directory(), adapter, merged);
            note(model, figures);
            receiver.receive(new ModelCard(model, follower.making(model)).merged(figures));
            sendFolder(merged, receiver);
        }
    }

    /** A merge that is repeated gives the same figures but for the last digits, and is no news. */
    private void note(TunedModel model, MergeFigures figures) {
        tuned.noteMerge(model.id(), figures);
        if (model.merged() == null) {
            follower.merged(model, figures);
        }
    }

    private static void sendFolder(Path folder, Receiver receiver) throws IOException {
        List<Path> files;
        try (var children = Files.list(folder)) {
            files = children.filter(Files::isRegularFile).sorted().toList();
        }
        for (var path : files) {
            var name = path.getFileName().toString();
            if (ModelFile.belongs(name)) {
                receiver.receive(new ModelFile(name, () -> Files.size(path), () -> Files.newInputStream(path)));
            }
        }
    }

    private static void refuseAdapterForm(String id, ModelForm form) {
        if (form == ModelForm.ADAPTER) {
            throw new NotAnAdapter(id);
        }
    }

    /** Takes the files of a model one after the other. */
    @FunctionalInterface
    public interface Receiver {
        void receive(ModelFile file) throws IOException;
    }
}
