package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.model.internal.kernel.Exponential;
import dev.tailor.model.internal.kernel.Float32;
import java.lang.foreign.MemorySegment;
import java.util.Random;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;

/** A training that goes on in a new process has the losses of one that never stopped. */
class LogitRowTest {

    private static final int VOCABULARY = 2000;
    private static final int UNTIL_COMPILED = 20_000;

    @Test
    void exponentialsAddUpToTheSameBitsBeforeAndAfterTheirCompilation() {
        // Given
        var random = new Random(3);
        var logits = new float[VOCABULARY];
        for (int at = 0; at < VOCABULARY; at++) {
            logits[at] = (float) random.nextGaussian();
        }
        var row = MemorySegment.ofArray(logits);
        var loss = new LogitRow(new Float32(), VOCABULARY);
        float greatest = loss.greatest(row);
        double expected = laneByLane(logits, greatest);
        // When, then
        for (int call = 0; call < UNTIL_COMPILED; call++) {
            assertThat(loss.exponentials(row, greatest)).isEqualTo(expected);
        }
    }

    private static double laneByLane(float[] logits, float greatest) {
        int lanes = LogitRow.FLOATS.length();
        int whole = LogitRow.FLOATS.loopBound(logits.length);
        double sum = 0;
        for (int from = 0; from < whole; from += LogitRow.BLOCK) {
            var part = new float[lanes];
            for (int at = from; at < Math.min(whole, from + LogitRow.BLOCK); at += lanes) {
                var exponentials = Exponential.of(
                        FloatVector.fromArray(LogitRow.FLOATS, logits, at).sub(greatest));
                for (int lane = 0; lane < lanes; lane++) {
                    part[lane] += exponentials.lane(lane);
                }
            }
            for (float lane : part) {
                sum += lane;
            }
        }
        for (int at = whole; at < logits.length; at++) {
            sum += Math.exp(logits[at] - greatest);
        }
        return sum;
    }
}
