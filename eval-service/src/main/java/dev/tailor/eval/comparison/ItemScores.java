package dev.tailor.eval.comparison;

import dev.tailor.eval.metric.Bleu;
import dev.tailor.eval.metric.BleuCounts;
import dev.tailor.eval.metric.ExactMatch;
import dev.tailor.eval.metric.RowLoss;
import dev.tailor.eval.metric.TokenF1;
import java.util.List;

/** What one model answered to one row, and how good that is. BLEU is the sentence's, from 0 to 100. */
public record ItemScores(String text, RowLoss loss, double exactMatch, double tokenF1, double bleu) {
    /** Of a row that asks nothing. */
    static ItemScores unanswered(RowLoss loss) {
        return new ItemScores("", loss, 0, 0, 0);
    }

    static ItemScores of(String answer, String reference, RowLoss loss) {
        return new ItemScores(
                answer,
                loss,
                ExactMatch.of(answer, reference),
                TokenF1.of(answer, reference),
                Bleu.sentence(BleuCounts.of(answer, List.of(reference))));
    }
}
