package dev.tailor.training.model;

import dev.tailor.training.problem.NotAnAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Hands out the files of models, each with a card; merges where that is wanted. */
public class ModelExport {

    private final ModelWeights weights;
    private final TunedModelRepository tuned;
    private final Merger merger;
    private final ModelFollower follower;
    private final Path scratch;

    public ModelExport(
            ModelWeights weights, TunedModelRepository tuned, Merger merger, ModelFollower follower, Path scratch) {
        this.weights = weights;
        this.tuned = tuned;
        this.merger = merger;
        this.follower = follower;
        this.scratch = scratch;
    }

    void send(BaseModel base, ModelForm form, Models.Receiver receiver) throws IOException {
        refuseAdapterForm(base.id(), form);
        sendFolder(base.directory(), receiver);
    }

    void send(TunedModel model, ModelForm form, Models.Receiver receiver) throws IOException {
        if (model.kind() != ModelKind.ADAPTER) {
            refuseAdapterForm(model.id(), form);
        } else if (form == ModelForm.MERGED) {
            sendMerged(model, receiver);
            return;
        }
        receiver.receive(new ModelCard(model, follower.making(model)).asTrained());
        for (var file : weights.files(model)) {
            if (!file.path().equals(ModelCard.NAME)) {
                receiver.receive(file);
            }
        }
    }

    private void sendMerged(TunedModel model, Models.Receiver receiver) throws IOException {
        try (var folder = ScratchFolder.in(scratch)) {
            var base = weights.folder(model.baseModel(), folder.path().resolve("base"));
            var adapter = folder.path().resolve("adapter");
            var merged = folder.path().resolve("merged");
            weights.fetch(model, adapter);
            var figures = merger.merge(base, adapter, merged);
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

    private static void sendFolder(Path folder, Models.Receiver receiver) throws IOException {
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
}
