package dev.tailor.eval.comparison;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The folder in which test rows lie while models are put to the test. */
public record Scratch(Path folder) {
    private static final String PREFIX = "rows-";

    /** Removes what a process left that ended in the middle of a comparison. */
    public void clear() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var left = Files.newDirectoryStream(folder, PREFIX + "*")) {
            left.forEach(Scratch::delete);
        } catch (IOException failed) {
            throw new UncheckedIOException("The folder %s could not be cleared".formatted(folder), failed);
        }
    }

    Path write(List<TestRow> rows) {
        try {
            Files.createDirectories(folder);
            return write(rows, Files.createTempFile(folder, PREFIX, ".jsonl"));
        } catch (IOException failed) {
            throw new UncheckedIOException("The test rows could not be written to " + folder, failed);
        }
    }

    private static Path write(List<TestRow> rows, Path file) throws IOException {
        try {
            return Files.write(file, rows.stream().map(TestRow::json).toList());
        } catch (IOException failed) {
            Files.deleteIfExists(file);
            throw failed;
        }
    }

    static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("The test rows could not be removed", failed);
        }
    }
}
