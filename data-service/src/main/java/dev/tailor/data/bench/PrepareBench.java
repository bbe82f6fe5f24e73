package dev.tailor.data.bench;

import dev.tailor.data.preparation.BadRows;
import dev.tailor.data.preparation.Preparation;
import dev.tailor.data.preparation.PreparationRules;
import dev.tailor.data.preparation.UnusableRows;
import dev.tailor.storage.DirectoryBlobStore;
import java.io.BufferedInputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/** Prepares a generated file from the disk and, as the ceiling, only reads its lines. */
public final class PrepareBench {

    private static final int ROWS = 200_000;
    private static final int ROUNDS = 3;
    private static final int WRONG_USE = 2;
    private static final double NANOS = 1e9;

    private final Path file;
    private final Preparation preparation;

    private PrepareBench(Path folder) {
        this.file = folder.resolve("rows.jsonl");
        this.preparation =
                new Preparation(new DirectoryBlobStore(folder.resolve("blobs")), PreparationRules.defaults());
    }

    /** Prints one line of JSON; exits with 2 where it is given an argument. */
    public static void main(String[] arguments) throws IOException, UnusableRows {
        var errors = new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8);
        if (takes(arguments, errors)) {
            measure();
        } else {
            System.exit(WRONG_USE);
        }
    }

    static boolean takes(String[] arguments, PrintStream errors) {
        if (arguments.length > 0) {
            errors.printf("prepare has no option %s; there are none%n", arguments[0]);
        }
        return arguments.length == 0;
    }

    private static void measure() throws IOException, UnusableRows {
        Path folder = Files.createTempDirectory("tailor-prepare");
        try {
            new PrepareBench(folder)
                    .run(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        } finally {
            new DirectoryBlobStore(folder).deleteAll("");
            Files.deleteIfExists(folder.resolve("blobs/.writing"));
            Files.deleteIfExists(folder.resolve("blobs"));
            Files.deleteIfExists(folder);
        }
    }

    private void run(PrintStream out) throws IOException, UnusableRows {
        generate();
        double prepared = 0;
        double read = 0;
        for (int round = 0; round < ROUNDS; round++) {
            prepared = Math.max(prepared, prepare(round));
            read = Math.max(read, read());
        }
        out.printf(
                Locale.ROOT,
                "{\"bench\":\"prepare\",\"case\":\"jsonl\",\"value\":%.0f,\"unit\":\"rows/s\",\"ceiling\":%.0f,"
                        + "\"share\":%.4f}%n",
                prepared,
                read,
                prepared / read);
    }

    private void generate() throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            for (int row = 0; row < ROWS; row++) {
                out.write(("{\"messages\": [{\"role\": \"system\", \"content\": \"You answer in one sentence.\"},"
                                + " {\"role\": \"user\", \"content\": \"What is written on page %d of the book, and who"
                                + " wrote it?\"}, {\"role\": \"assistant\", \"content\": \"Page %d holds the story of"
                                + " traveller number %d, written by its %d readers.\"}]}\n")
                        .formatted(row, row, row * 31L, row % 97));
            }
        }
    }

    private double prepare(int round) throws IOException, UnusableRows {
        long start = System.nanoTime();
        try (var content = new BufferedInputStream(Files.newInputStream(file))) {
            preparation.prepare(content, "round-" + round, BadRows.REJECT);
        }
        return ROWS / ((System.nanoTime() - start) / NANOS);
    }

    private double read() throws IOException {
        long start = System.nanoTime();
        long rows;
        try (var lines = Files.lines(file)) {
            rows = lines.filter(line -> !line.isEmpty()).count();
        }
        return rows / ((System.nanoTime() - start) / NANOS);
    }
}
