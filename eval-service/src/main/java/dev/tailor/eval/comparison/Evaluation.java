package dev.tailor.eval.comparison;

import dev.tailor.eval.EmptyTestSplit;
import dev.tailor.eval.model.ModelRunner;
import dev.tailor.eval.model.Models;
import dev.tailor.eval.statistics.PairedBootstrap;
import java.util.ArrayList;
import java.util.List;

/** Runs both models over the test rows and keeps every answer and score. Knows nothing of leases or storage. */
public final class Evaluation {
    private final Models models;
    private final ModelRunner runner;
    private final TestRows testRows;
    private final Scoring scoring;
    private final EvaluationLimits limits;
    private final Scratch scratch;

    public Evaluation(
            Models models,
            ModelRunner runner,
            TestRows testRows,
            PairedBootstrap bootstrap,
            EvaluationLimits limits,
            Scratch scratch) {
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
        var file = scratch.write(sheet.rows());
        try (var baseModel = models.open("base", subject.base());
                var tunedModel = models.open("tuned", subject.tuned())) {
            var test = new ModelTest(runner, file, sheet.examples(), limits.answerTokens());
            var base = test.run(baseModel.files(), percent -> progress.percent(percent / 2));
            var tuned = test.run(tunedModel.files(), percent -> progress.percent(50 + percent / 2));
            var items = items(sheet.examples(), base, tuned);
            return new Outcome(scoring.result(items, available), items);
        } finally {
            Scratch.delete(file);
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
}
