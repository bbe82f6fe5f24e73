package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.Cadence;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.Schedule;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingDiverged;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import dev.tailor.model.ValidationReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a training does with steps that would spoil it. */
class DivergenceTest {

    private static final int BROKEN_AFTER = 6;

    @TempDir
    private Path work;

    @Test
    void weightsThatAreSpoiltComeBackFromTheLastCheckpoint() throws IOException {
        // Given
        var ear = new Ear();
        var plan = plan(1e-2, new Cadence(0, 5, 0, 0));
        var room = Room.open();
        var learner = Learner.of(room, GradientsTest.config("llama"), weights(room), plan);
        ear.spoil = learner;
        // When
        try (var training = new Training(plan, ear, () -> ear.steps.size() >= 12, learner)) {
            training.run(rows(), List.of());
        }
        // Then
        assertThat(ear.warnings).anyMatch(text -> text.contains("Step 7") && text.contains("no number"));
        assertThat(ear.warnings).anyMatch(text -> text.contains("back to what it knew at step 5"));
        assertThat(ear.steps.getLast().loss()).isFinite();
        assertThat(ear.steps.getLast().learningRate())
                .isLessThan(ear.steps.getFirst().learningRate());
    }

    @Test
    void aTrainingThatStaysBrokenFailsWithItsRows() throws IOException {
        // Given
        var ear = new Ear();
        var plan = plan(1e-2, Cadence.AT_THE_END);
        var room = Room.open();
        var learner = Learner.of(room, GradientsTest.config("llama"), weights(room), plan);
        ear.spoil = learner;
        // When, then
        try (var training = new Training(plan, ear, () -> false, learner)) {
            assertThatThrownBy(() -> training.run(rows(), List.of()))
                    .isInstanceOf(TrainingDiverged.class)
                    .hasMessageContaining("Rows ")
                    .hasMessageContaining("lower learning_rate");
        }
    }

    private TrainingPlan plan(double rate, Cadence cadence) {
        var settings = new TrainingSettings(
                Method.FULL,
                LoraSettings.DEFAULT,
                new Optimization(rate, Schedule.CONSTANT, 0, 0, 1, 0, false),
                20,
                2,
                2,
                Precision.FP32,
                false,
                0,
                1,
                cadence);
        return new TrainingPlan(work, Optional.empty(), "", settings, work.resolve("c"), Optional.empty(), work);
    }

    private static Map<String, NDArray> weights(Room room) {
        return RandomWeights.of(room, GradientsTest.config("llama"), ElementType.F32);
    }

    private static List<Example> rows() {
        var random = new Random(4);
        List<Example> rows = new ArrayList<>();
        for (int row = 0; row < 8; row++) {
            rows.add(new Example(random.ints(6, 3, 50).toArray(), new boolean[] {false, true, true, true, true, true}));
        }
        return rows;
    }

    /** Spoils the weights after a step. */
    private static final class Ear implements TrainingListener {

        private final List<String> warnings = new ArrayList<>();
        private final List<StepReport> steps = new ArrayList<>();
        private @Nullable Learner spoil;

        @Override
        public void started(StartReport report) {}

        @Override
        public void step(StepReport report) {
            steps.add(report);
            if (report.step() == BROKEN_AFTER && spoil != null) {
                var weight = spoil.trainables().named().get("model.norm.weight");
                var room = spoil.decoder().room();
                var nan = room.manager().full(new Shape(16), Float.NaN);
                room.script().tensor(room.manager(), "assign", Objects.requireNonNull(weight), nan);
            }
        }

        @Override
        public void validated(ValidationReport report) {}

        @Override
        public void checkpointed(CheckpointReport report) {}

        @Override
        public void warned(String reason, String message) {
            warnings.add(message);
        }
    }
}
