package dev.tailor.training.model;

import dev.tailor.training.problem.ModelNotFound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds models with weights of their own, whether they are base models or a job trained all of them. */
public class ModelWeights {

    private static final String CONFIG = "config.json";

    private final BaseModels bases;
    private final TunedModelRepository tuned;
    private final ModelBlobs blobs;

    public ModelWeights(BaseModels bases, TunedModelRepository tuned, ModelBlobs blobs) {
        this.bases = bases;
        this.tuned = tuned;
        this.blobs = blobs;
    }

    /** Empty where the model is not here, or is an adapter. */
    Optional<ModelSizes> sizes(String id) {
        var base = bases.find(id).map(BaseModel::sizes);
        return base.isPresent() ? base : whole(id).flatMap(this::sizes);
    }

    /**
     * The folder of the model's files.
     *
     * @param aside where they are written to if there is no such folder on this machine
     */
    Path folder(String id, Path aside) throws IOException {
        var base = bases.find(id);
        if (base.isPresent()) {
            return base.get().directory();
        }
        fetch(whole(id).orElseThrow(() -> new ModelNotFound(id)), aside);
        return aside;
    }

    /** The same without the weights, where they are not on this machine. */
    Path texts(String id, Path aside) throws IOException {
        var base = bases.find(id);
        if (base.isPresent()) {
            return base.get().directory();
        }
        var texts = files(whole(id).orElseThrow(() -> new ModelNotFound(id))).stream()
                .filter(file -> !ModelFile.holdsWeights(file.path()))
                .toList();
        write(texts, aside);
        return aside;
    }

    /** The files that make a tuned model, without the state that only training needs. */
    List<ModelFile> files(TunedModel model) throws IOException {
        return blobs.modelFiles(model.blobs());
    }

    /** Writes the files that make a tuned model. */
    void fetch(TunedModel model, Path folder) throws IOException {
        write(files(model), folder);
    }

    private static void write(List<ModelFile> files, Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var file : files) {
            try (var bytes = file.content().open()) {
                Files.copy(bytes, folder.resolve(file.path()));
            }
        }
    }

    private Optional<TunedModel> whole(String id) {
        return tuned.find(id).filter(model -> model.kind() == ModelKind.FULL);
    }

    private Optional<ModelSizes> sizes(TunedModel model) {
        try {
            for (var file : files(model)) {
                if (file.path().equals(CONFIG)) {
                    return Optional.of(ModelConfiguration.sizes(file.content()));
                }
            }
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("The files of %s could not be read".formatted(model.id()), failed);
        }
    }
}
