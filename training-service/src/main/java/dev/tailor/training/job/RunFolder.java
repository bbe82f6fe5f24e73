package dev.tailor.training.job;

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

    Path trainRows() {
        return root.resolve("train.jsonl");
    }

    Path validationRows() {
        return root.resolve("validation.jsonl");
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
