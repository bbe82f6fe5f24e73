package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** The scale of losses in float16. */
class LossScaleTest {

    private static final double INFINITY = Double.POSITIVE_INFINITY;

    @Test
    void itBeginsWithTwoToTheSixteenth() {
        assertThat(LossScale.START.factor()).isEqualTo(65536);
    }

    @Test
    void anOverflowHalvesItAndCountingBeginsAgain() {
        // Given
        var scale = held(LossScale.START, 1999);
        // When
        var after = scale.overflowed();
        // Then
        assertThat(after).isEqualTo(new LossScale(32768, 0, 1));
        assertThat(held(after, 1999).factor()).isEqualTo(32768);
        assertThat(held(after, 2000).factor()).isEqualTo(65536);
    }

    @Test
    void twoThousandSoundStepsDoubleIt() {
        assertThat(held(LossScale.START, 1999).factor()).isEqualTo(65536);
        assertThat(held(LossScale.START, 2000)).isEqualTo(new LossScale(131072, 0, 0));
        assertThat(held(LossScale.START, 4000).factor()).isEqualTo(262144);
    }

    @Test
    void itStaysWithinBounds() {
        assertThat(new LossScale(1, 0, 16).overflowed().factor()).isEqualTo(1);
        assertThat(held(new LossScale(0x1p24, 0, 0), 2000).factor()).isEqualTo(0x1p24);
    }

    @Test
    void onlyGradientsThatAreNotFiniteBesideAFiniteLossAreAnOverflow() {
        assertThat(LossScale.START.isOverflow(2.5, INFINITY)).isTrue();
        assertThat(LossScale.START.isOverflow(2.5, Double.NaN)).isTrue();
        assertThat(LossScale.START.isOverflow(2.5, 4)).isFalse();
        assertThat(LossScale.START.isOverflow(Double.NaN, Double.NaN)).isFalse();
        assertThat(LossScale.START.isOverflow(INFINITY, INFINITY)).isFalse();
    }

    @Test
    void whatOverflowsWithoutAScaleIsAnotherMatter() {
        assertThat(new LossScale(1, 0, 16).isOverflow(2.5, INFINITY)).isFalse();
    }

    @Test
    void aCheckpointKeepsIt() throws IOException {
        // Given
        var json = new ObjectMapper();
        var state = TrainerState.start(dev.tailor.model.Precision.FP16).overflowed();
        // When
        var read = json.readValue(json.writeValueAsString(state), TrainerState.class);
        // Then
        assertThat(read).isEqualTo(state);
        assertThat(read.scale()).isEqualTo(32768);
        assertThat(read.step()).isEqualTo(1);
        assertThat(read.guard()).isEqualTo(Guard.START);
    }

    @Test
    void aCheckpointFromBeforeThereWasOneHasNone() throws IOException {
        // Given
        var json = new ObjectMapper();
        var old = json.writeValueAsString(TrainerState.START).replace(",\"loss_scale\":null", "");
        // When
        var read = json.readValue(old, TrainerState.class);
        // Then
        assertThat(old).doesNotContain("loss_scale");
        assertThat(read.scale()).isEqualTo(1);
        assertThat(read.overflows(2.5, INFINITY)).isFalse();
    }

    private static LossScale held(LossScale scale, int steps) {
        var held = scale;
        for (int step = 0; step < steps; step++) {
            held = held.held();
        }
        return held;
    }
}
