package dev.tailor.eval.comparison;

import dev.tailor.eval.metric.RowLoss;
import dev.tailor.eval.model.ModelFiles;
import dev.tailor.eval.model.ModelRunner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts models to the same test: the loss of every reference, then a greedy answer to every prompt if rows have one. */
record ModelTest(ModelRunner runner, Path rows, List<Example> examples, int answerTokens) {
    /** Answering takes several times as long as scoring. */
    private static final double SCORING_PERCENT = 20;

    List<ItemScores> run(ModelFiles model, Progress progress) {
        var losses = losses(model, progress);
        if (!examples.getFirst().asks()) {
            return losses.stream().map(ItemScores::unanswered).toList();
        }
        var scores = new ArrayList<ItemScores>();
        runner.answer(model, rows, answerTokens, answer -> {
            requireOrder(scores.size(), answer.row());
            var example = examples.get(answer.row());
            scores.add(ItemScores.of(answer.text(), example.reference(), losses.get(answer.row())));
            progress.percent(SCORING_PERCENT + (100 - SCORING_PERCENT) * share(scores));
        });
        requireAll(scores);
        return scores;
    }

    private List<RowLoss> losses(ModelFiles model, Progress progress) {
        var losses = new ArrayList<RowLoss>();
        runner.score(model, rows, score -> {
            requireOrder(losses.size(), score.row());
            losses.add(new RowLoss(score.lossSum(), score.tokens()));
            progress.percent(SCORING_PERCENT * share(losses));
        });
        requireAll(losses);
        return losses;
    }

    private double share(List<?> done) {
        return (double) done.size() / examples.size();
    }

    private static void requireOrder(int expected, int row) {
        if (row != expected) {
            throw new IllegalStateException(
                    "The tensor process answered row %d in place of row %d".formatted(row, expected));
        }
    }

    private void requireAll(List<?> done) {
        if (done.size() != examples.size()) {
            throw new IllegalStateException(
                    "The tensor process answered %d of %d rows".formatted(done.size(), examples.size()));
        }
    }
}
