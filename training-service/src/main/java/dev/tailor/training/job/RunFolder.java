package dev.tailor.training.job;

import dev.tailor.training.model.LocalModel;
import dev.tailor.training.model.ScratchFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where one run keeps its local files. */
record RunFolder(Path root) {

    static RunFolder fresh(Path work, String jobId) throws IOException {
        var folder = new RunFolder(work.resolve(jobId));
        folder.remove();
        Files.createDirectories(folder.checkpoints());
        return folder;
    }

    /** Fetches the rows. */
    void fill(Datasets datasets, PreparedDataset dataset) throws IOException {
        datasets.write(dataset.id(), Datasets.Part.TRAIN, trainRows());
        if (dataset.validation() > 0) {
            datasets.write(dataset.id(), Datasets.Part.VALIDATION, validationRows());
        }
    }

    /** A run from the start on the rows that were fetched. */
    Trainer.Run run(LocalModel model, ResolvedSettings settings, int seed) {
        return new Trainer.Run(
                model,
                trainRows(),
                Files.exists(validationRows()) ? validationRows() : null,
                checkpoints(),
                null,
                output(),
                settings,
                seed);
    }

    /** What the model to start from needs, and is not on this machine. */
    Path start() {
        return root.resolve("start");
    }

    Path trainRows() {
        return root.resolve("train.jsonl");
    }

    Path validationRows() {
        return root.resolve("validation.jsonl");
    }

    Path testRows() {
        return root.resolve("test.jsonl");
    }

    Path checkpoints() {
        return root.resolve("checkpoints");
    }

    Path checkpoint(int step) {
        return checkpoints().resolve("step-" + step);
    }

    Path output() {
        return root.resolve("output");
    }

    void remove() throws IOException {
        ScratchFolder.delete(root);
    }
}
