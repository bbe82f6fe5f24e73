package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.model.Example;
import dev.tailor.model.TrainingEstimate.Change;
import dev.tailor.model.TrainingEstimate.Memory;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RemedyTest {

    /** Eight rows of 512 tokens, all at once; 4096 bytes of activations at one byte a token, and 1000 of all else. */
    private static final Workload WORK = new Workload(
            List.of(IntStream.range(0, 8)
                    .mapToObj(row -> new Example(new int[512], new boolean[512]))
                    .toList()),
            8,
            1);

    private static final Measurement.Measured MEASURED = new Measurement.Measured(5096, 1000, 1, new Pace(0, 1), 0);

    @Test
    void halfTheRowsOfAPassAreEnoughWhereHalfTheActivationsFit() {
        assertThat(change(3100)).contains(new Change.MicroBatchSize(4));
    }

    @Test
    void theRowsAreHalvedUntilTheyFit() {
        assertThat(change(1600)).contains(new Change.MicroBatchSize(1));
    }

    @Test
    void aPassOfOneRowThatDoesNotFitNeedsShorterRows() {
        // Given
        var alone = new Workload(List.of(List.of(new Example(new int[512], new boolean[512]))), 1, 1);
        var memory = new Memory(400, 200, 200, 512, 200, 1200);
        // When
        var change = new Remedy(alone, false, memory).change(MEASURED);
        // Then
        assertThat(change).contains(new Change.SequenceLength(128));
    }

    @Test
    void computingLayersTwiceIsTriedBeforeRowsAreCut() {
        // Given
        var alone = new Workload(List.of(List.of(new Example(new int[512], new boolean[512]))), 1, 1);
        var memory = new Memory(400, 200, 200, 512, 200, 1300);
        // When
        var change = new Remedy(alone, false, memory).change(MEASURED);
        // Then
        assertThat(change).contains(new Change.GradientCheckpointing());
    }

    @Test
    void noChangeHelpsWhereTheWeightsAloneDoNotFit() {
        assertThat(change(900)).isEmpty();
    }

    private static java.util.Optional<Change> change(long limit) {
        return new Remedy(WORK, false, new Memory(400, 200, 200, 4096, 200, limit)).change(MEASURED);
    }
}
