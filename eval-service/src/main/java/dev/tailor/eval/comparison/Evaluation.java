package dev.tailor.eval.comparison;

import dev.tailor.eval.EmptyTestSplit;
import dev.tailor.eval.model.ModelRunner;
import dev.tailor.eval.model.Models;
import dev.tailor.eval.statistics.PairedBootstrap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs both models over the test rows and keeps every answer and score. Knows nothing of leases or storage. */
public final class Evaluation {
    private final Models models;
    private final ModelRunner runner;
    private final TestRows testRows;
    private final Scoring scoring;
    private final EvaluationLimits limits;
    private final Path scratch;

    public Evaluation(
            Models models,
            ModelRunner runner,
            TestRows testRows,
            PairedBootstrap bootstrap,
            EvaluationLimits limits,
            Path scratch) {
        this.models = models;
        this.runner = runner;
        this.testRows = testRows;
        this.scoring = new Scoring(bootstrap);
        this.limits = limits;
        this.scratch = scratch;
    }

    /** The result and the items that it rests on. */
    record Outcome(ComparisonResult result, List<Item> items) {}

    Outcome run(Subject subject, Progress progress) {
        long available = testRows.count(subject.dataset());
        var sheet = sheet(subject);
        var file = write(sheet.rows());
        try {
            var test = new ModelTest(runner, file, sheet.examples(), limits.answerTokens());
            var base = test.run(models.open("base", subject.base()), percent -> progress.percent(percent / 2));
            var tuned = test.run(models.open("tuned", subject.tuned()), percent -> progress.percent(50 + percent / 2));
            var items = items(sheet.examples(), base, tuned);
            return new Outcome(scoring.result(items, available), items);
        } finally {
            delete(file);
        }
    }

    /** The rows that expect an answer, whole and taken apart; where none does, the plain texts. */
    private record Sheet(List<TestRow> rows, List<Example> examples) {

        static Sheet empty() {
            return new Sheet(new ArrayList<>(), new ArrayList<>());
        }

        void add(TestRow row, Example example) {
            rows.add(row);
            examples.add(example);
        }
    }

    private Sheet sheet(Subject subject) {
        var reader = new ExampleReader();
        var chats = Sheet.empty();
        var texts = Sheet.empty();
        for (var row : testRows.first(subject.dataset(), limits.maxRows())) {
            reader.read(row).ifPresent(example -> (example.asks() ? chats : texts).add(row, example));
        }
        var sheet = chats.rows().isEmpty() ? texts : chats;
        if (sheet.rows().isEmpty()) {
            throw new EmptyTestSplit(subject.dataset());
        }
        return sheet;
    }

    private static List<Item> items(List<Example> examples, List<ItemScores> base, List<ItemScores> tuned) {
        var items = new ArrayList<Item>();
        for (int row = 0; row < examples.size(); row++) {
            items.add(new Item(examples.get(row), base.get(row), tuned.get(row)));
        }
        return items;
    }

    private Path write(List<TestRow> rows) {
        try {
            Files.createDirectories(scratch);
            return write(rows, Files.createTempFile(scratch, "rows-", ".jsonl"));
        } catch (IOException failed) {
            throw new UncheckedIOException("The test rows could not be written to " + scratch, failed);
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

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException failed) {
            throw new UncheckedIOException("The test rows could not be removed", failed);
        }
    }
}
