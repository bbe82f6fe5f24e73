package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailor.model.Cadence;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.Method;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingDiverged;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a training does with steps that would spoil it. */
class DivergenceTest {

    private static final int BROKEN_AFTER = 6;

    @TempDir
    private Path work;

    private final Ear ear = new Ear();

    @Test
    void weightsThatAreSpoiltComeBackFromTheLastCheckpoint() throws IOException {
        // Given
        var plan = Plans.in(work, Method.FULL, new Cadence(0, 5, 0, 0), GuardLimits.DEFAULT);
        // When
        try (var training = new Training(plan, ear, () -> ear.steps.size() >= 12, learner(plan))) {
            training.run(rows(), List.of());
        }
        // Then
        assertThat(ear.warnings).anyMatch(text -> text.contains("Step 7") && text.contains("no number"));
        assertThat(ear.warnings).anyMatch(text -> text.contains("back to what it knew at step 5"));
        assertThat(ear.steps.getLast().loss()).isFinite();
        assertThat(ear.steps.getLast().learningRate())
                .isLessThan(ear.steps.getFirst().learningRate());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void withoutACheckpointTrainingGoesBackToItsBeginning(Method method) throws IOException {
        // Given
        var plan = Plans.in(work, method, Cadence.AT_THE_END, GuardLimits.DEFAULT);
        var start = values(learner(plan));
        ear.stopAtWarning = true;
        // When
        try (var training = new Training(plan, ear, ear::stops, learner(plan))) {
            training.run(rows(), List.of());
            // Then
            assertThat(ear.warnings).anyMatch(text -> text.contains("back to its beginning"));
            assertThat(values(ear.learner())).containsExactlyInAnyOrderEntriesOf(start);
            assertThat(ear.learner().trainables().state()).allSatisfy((name, tensor) -> {
                if (name.startsWith("average/")) {
                    assertThat(numbers(tensor.toFloatArray()))
                            .isEqualTo(start.get(name.substring("average/".length())));
                } else if (!name.startsWith("weight/")) {
                    assertThat(tensor.toFloatArray()).containsOnly(0);
                }
            });
        }
    }

    @Test
    void whatWasSpoiltAndBeganAgainLearnsAsBefore() throws IOException {
        // Given
        var plan = Plans.in(work, Method.LORA, Cadence.AT_THE_END, GuardLimits.DEFAULT);
        // When
        try (var training = new Training(plan, ear, () -> false, learner(plan))) {
            training.run(rows(), List.of());
        }
        // Then
        assertThat(ear.steps.getLast().loss()).isLessThan(ear.steps.getFirst().loss());
    }

    @Test
    void aTrainingThatIsSpoiltAgainAndAgainFailsWithTheLinesOfItsRows() throws IOException {
        // Given
        var plan = Plans.in(work, Method.FULL, Cadence.AT_THE_END, GuardLimits.DEFAULT);
        ear.always = true;
        // When, then
        try (var training = new Training(plan, ear, () -> false, learner(plan))) {
            assertThatThrownBy(() -> training.run(rows(), List.of()))
                    .isInstanceOf(TrainingDiverged.class)
                    .hasMessageMatching(".*It held lines 10\\d, 10\\d of the training file.*")
                    .hasMessageContaining("the 5 steps that may be left out were left out before; lower learning_rate");
        }
    }

    @Test
    void whoWantsNoStepLeftOutHearsOfTheFirstBadOne() throws IOException {
        // Given
        var plan = Plans.in(work, Method.FULL, Cadence.AT_THE_END, new GuardLimits(0, 3));
        // When, then
        try (var training = new Training(plan, ear, () -> false, learner(plan))) {
            assertThatThrownBy(() -> training.run(rows(), List.of()))
                    .isInstanceOf(TrainingDiverged.class)
                    .hasMessageContaining("Step 7 was not learnt from")
                    .hasMessageContaining("and no step may be left out; lower learning_rate");
        }
    }

    @Test
    void limitsWithoutSenseAreRefused() {
        assertThatThrownBy(() -> new GuardLimits(-1, 3))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("guard.max_skipped_steps is -1");
        assertThatThrownBy(() -> new GuardLimits(21, 3)).isInstanceOf(InvalidSettings.class);
        assertThatThrownBy(() -> new GuardLimits(5, 0))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("guard.go_back_after is 0");
    }

    private Learner learner(TrainingPlan plan) throws IOException {
        var room = Room.open();
        var config = SmallLearner.config("llama");
        var file = work.resolve(ModelFiles.WEIGHTS);
        if (!Files.exists(file)) {
            new SafetensorsWriter(room.script(), ElementType.F32)
                    .write(file, RandomWeights.of(room, config, ElementType.F32));
        }
        var weights = new WeightLoader(room.manager(), room.script()).load(work, Layout.of(config), ElementType.F32);
        var learner = Learner.of(room, config, weights, plan);
        ear.spoil = learner;
        return learner;
    }

    private static List<Float> numbers(float[] values) {
        List<Float> numbers = new ArrayList<>();
        for (float value : values) {
            numbers.add(value);
        }
        return numbers;
    }

    private static Map<String, List<Float>> values(Learner learner) {
        Map<String, List<Float>> values = new HashMap<>();
        learner.trainables().named().forEach((name, tensor) -> values.put(name, numbers(tensor.toFloatArray())));
        return values;
    }

    private static List<Example> rows() {
        var random = new Random(4);
        List<Example> rows = new ArrayList<>();
        for (int row = 0; row < 8; row++) {
            var trained = new boolean[] {false, true, true, true, true, true};
            rows.add(new Example(random.ints(6, 3, 50).toArray(), trained, 101 + row));
        }
        return rows;
    }

    /** Spoils the weights after a step. */
    private static final class Ear implements TrainingListener {

        private final List<String> warnings = new ArrayList<>();
        private final List<StepReport> steps = new ArrayList<>();
        private @Nullable Learner spoil;
        private boolean always;
        private boolean stopAtWarning;

        Learner learner() {
            return Objects.requireNonNull(spoil);
        }

        boolean stops() {
            return stopAtWarning && !warnings.isEmpty();
        }

        @Override
        public void started(StartReport report) {}

        @Override
        public void step(StepReport report) {
            steps.add(report);
            if (report.step() == BROKEN_AFTER || (always && report.step() > BROKEN_AFTER)) {
                var weight = learner().trainables().named().values().iterator().next();
                var room = learner().decoder().room();
                var nan = room.manager().full(weight.getShape(), Float.NaN);
                room.script().tensor(room.manager(), "assign", weight, nan);
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
