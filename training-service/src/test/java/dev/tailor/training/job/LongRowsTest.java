package dev.tailor.training.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.training.job.TrainerReport.LongRows;
import java.util.List;
import org.junit.jupiter.api.Test;

class LongRowsTest {

    @Test
    void eachFateIsCountedOverTheSameLines() {
        assertThat(new LongRows(25, 67, 0, List.of(1L, 4L)).inWords())
                .isEqualTo(
                        "Of the rows that exceed the sequence length, 25 were truncated, 67 were dropped, as nothing of"
                                + " them that carries loss would fit; the first of them are on lines 1, 4 of the training file");
    }

    @Test
    void rowsThatAreDroppedByWishNeedNoReason() {
        assertThat(new LongRows(0, 1, 0, List.of(7L)).inWords())
                .isEqualTo(
                        "Of the rows that exceed the sequence length, 1 was dropped; the first of them are on lines 7"
                                + " of the training file");
    }

    @Test
    void withoutSuchRowsThereIsNothingToTell() {
        assertThat(LongRows.NONE.isNone()).isTrue();
    }
}
