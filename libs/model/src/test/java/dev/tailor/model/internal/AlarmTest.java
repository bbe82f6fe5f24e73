package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.model.Cadence;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.Method;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.ValidationReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checkpoints by the clock. */
class AlarmTest {

    private static final long SECONDS_A_STEP = 20;
    private static final int STEPS = 8;

    @TempDir
    private Path work;

    private final AtomicLong clock = new AtomicLong();

    @Test
    void itRingsOnceTheMinutesAreOverAndNotAgainWhenSetAnew() {
        // Given
        var alarm = new Alarm(0.5, clock::get);
        // When, then
        pass(29);
        assertThat(alarm.rings()).isFalse();
        pass(1);
        assertThat(alarm.rings()).isTrue();
        alarm.set();
        assertThat(alarm.rings()).isFalse();
    }

    @Test
    void withoutMinutesItNeverRings() {
        // Given
        var alarm = new Alarm(0, clock::get);
        // When
        pass(1_000_000);
        // Then
        assertThat(alarm.rings()).isFalse();
    }

    @Test
    void checkpointsComeEveryFewMinutes() {
        assertThat(checkpoints(new Cadence(0, 0, 1, 0, 0))).containsExactly(3, 6, 8);
    }

    @Test
    void minutesCountFromTheLastCheckpointOfEitherKind() {
        assertThat(checkpoints(new Cadence(0, 5, 1, 0, 0))).containsExactly(3, 5, 8);
    }

    private void pass(long seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    /** The steps whose state is written down, in a training of eight that take 20 seconds each. */
    private List<Integer> checkpoints(Cadence cadence) {
        var plan = Plans.in(work, Method.LORA, cadence, GuardLimits.DEFAULT);
        var room = Room.open();
        var config = SmallLearner.config("llama");
        var learner = Learner.of(room, config, RandomWeights.of(room, config, ElementType.F32), plan);
        var ear = new Ear();
        try (var training = new Training(plan, ear, this::isOver, learner, clock::get)) {
            training.run(rows(), List.of());
        }
        return ear.checkpoints;
    }

    private boolean isOver() {
        return clock.get() >= TimeUnit.SECONDS.toNanos(STEPS * SECONDS_A_STEP);
    }

    private static List<Example> rows() {
        return IntStream.range(0, 4)
                .mapToObj(row -> new Example(new int[] {3, 4 + row, 5}, new boolean[] {false, true, true}))
                .toList();
    }

    /** Lets time pass with each step. */
    private final class Ear implements TrainingListener {

        private final List<Integer> checkpoints = new ArrayList<>();

        @Override
        public void started(StartReport report) {}

        @Override
        public void step(StepReport report) {
            pass(SECONDS_A_STEP);
        }

        @Override
        public void validated(ValidationReport report) {}

        @Override
        public void checkpointed(CheckpointReport report) {
            checkpoints.add(report.step());
        }

        @Override
        public void warned(String reason, String message) {}
    }
}
