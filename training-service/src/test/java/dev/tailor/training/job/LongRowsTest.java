package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.job.TrainerReport.LongRows;
import dev.tailor.training.job.TrainerReport.Room;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongRowsTest {

    @Test
    void rowsThatCannotBeTruncatedAreToldWhyTheyWereDroppedAndWhatKeepsThem() {
        assertThat(new LongRows(25, 67, 0, List.of(1L, 4L)).inWords(new Room(OverLength.TRUNCATE, 64, 512)))
                .isEqualTo(
                        "Of the rows that exceed the sequence length of 64 tokens, 25 were truncated, 67 were dropped, since"
                                + " their prompts alone fill it; the first of them are on lines 1, 4 of the training file; to keep"
                                + " those that were dropped raise x_tailor.sequence_length (the model can read 512) or shorten them");
    }

    @Test
    void aRemedyIsOneThatTheModelCanTake() {
        assertThat(new LongRows(0, 2, 3, List.of(7L)).inWords(new Room(OverLength.SPLIT, 512, 512)))
                .isEqualTo(
                        "Of the rows that exceed the sequence length of 512 tokens, 3 were split, 2 were dropped, since no"
                                + " exchange of theirs fits into it; the first of them are on lines 7 of the training file; to keep"
                                + " those that were dropped shorten them, the model can read no more at once");
    }

    @Test
    void rowsThatAreDroppedByWishNeedNoReason() {
        assertThat(new LongRows(0, 1, 0, List.of(7L)).inWords(new Room(OverLength.DROP, 64, 512)))
                .isEqualTo(
                        "Of the rows that exceed the sequence length of 64 tokens, 1 was dropped; the first of them are on"
                                + " lines 7 of the training file");
    }

    @Test
    void withoutSuchRowsThereIsNothingToTell() {
        assertThat(LongRows.NONE.isNone()).isTrue();
    }
}
