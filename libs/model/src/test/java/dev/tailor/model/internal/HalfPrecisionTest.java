package dev.tailor.model.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDManager;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.FineTuner;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.LanguageModel;
import dev.tailor.model.Method;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Training in float16. Its arithmetic and the scaling of losses run on processors too, slowly, past the check that
 * refuses it there.
 */
class HalfPrecisionTest {

    private static final String CONFIG = """
            {"model_type": "llama", "num_hidden_layers": 2, "hidden_size": 16, "num_attention_heads": 4,
             "num_key_value_heads": 2, "intermediate_size": 24, "vocab_size": 50, "max_position_embeddings": 64,
             "rms_norm_eps": 1e-5, "tie_word_embeddings": true, "bos_token_id": 1, "eos_token_id": 2}
            """;

    @TempDir
    private Path work;

    @Test
    void aProcessorRefusesItBeforeAnyWeightIsRead() throws IOException {
        assumeFalse(hasGpu(), "there is a GPU here: nothing to refuse");
        // Given: a model that has no weights yet
        Files.writeString(work.resolve("config.json"), CONFIG);
        var plan = Plans.in(work, Method.LORA, Precision.FP16);
        var ear = new Ear();
        // When, then
        assertThatThrownBy(() -> new FineTuner(ear, () -> false).run(plan, rows(), List.of()))
                .isInstanceOfSatisfying(
                        InvalidSettings.class,
                        invalid -> assertThat(invalid.field()).isEqualTo("precision"))
                .hasMessage("fp16 needs a GPU, and this machine offers none; take bf16 or fp32");
        assertThatThrownBy(() -> LanguageModel.open(work, Precision.FP16)).isInstanceOf(InvalidSettings.class);
    }

    @Test
    void aGpuTrainsInIt() throws IOException {
        assumeTrue(hasGpu(), "there is no GPU here: fp16 was not tried on one");
        // Given
        write();
        var ear = new Ear();
        // When
        new FineTuner(ear, () -> false).run(Plans.in(work, Method.FULL, Precision.FP16), rows(), rows());
        // Then
        assertThat(ear.losses.getLast()).isLessThan(0.8 * ear.losses.getFirst());
    }

    @ParameterizedTest
    @EnumSource(Method.class)
    void stepsAreNearlyThoseOfFloat32(Method method) throws IOException {
        // Given
        var half = new Ear();
        var whole = new Ear();
        // When
        run(Plans.in(work, method, Precision.FP16), half, 5);
        run(Plans.in(work, method, Precision.FP32), whole, 5);
        // Then
        assertThat(half.losses).hasSize(5);
        for (int step = 0; step < 5; step++) {
            assertThat(half.losses.get(step)).isCloseTo(whole.losses.get(step), within(0.01));
            assertThat(half.norms.get(step)).isCloseTo(whole.norms.get(step), within(0.05 * whole.norms.get(step)));
        }
    }

    @Test
    void aScaleThatIsTooLargeIsHalvedStepByStepAndToldOnce() throws IOException {
        // Given
        var plan = Plans.in(work, Method.LORA, Precision.FP16);
        var checkpoint = checkpoint(plan, new LossScale(0x1p24, 0, 0));
        var ear = new Ear();
        // When
        run(resumed(plan, checkpoint), ear, 3);
        // Then
        int leftOut = ear.steps.getLast() - ear.steps.size();
        assertThat(leftOut).isBetween(1, 16);
        assertThat(ear.steps).hasSize(3).isSorted();
        assertThat(ear.rates).containsOnly(1e-2);
        assertThat(ear.warnings)
                .containsExactly(
                        "LOSS_SCALE Step 1 was not learnt from: scaled by 16777216 its gradients exceed float16. The scale is halved to 8388608; this is usual, and later times are not told");
        var state = Checkpoints.open(ear.checkpoints.getLast());
        assertThat(state.lossScale())
                .extracting(LossScale::factor, LossScale::overflows)
                .containsExactly(0x1p24 / (1 << leftOut), leftOut);
        assertThat(state.guard().trips()).isZero();
    }

    @Test
    void aResumedTrainingGoesOnWithIdenticalLosses() throws IOException {
        // Given
        var plan = Plans.in(work, Method.FULL, Precision.FP16);
        var whole = new Ear();
        run(plan, whole, 6);
        var first = new Ear();
        run(plan, first, 3);
        // When
        var second = new Ear();
        run(resumed(plan, first.checkpoints.getLast()), second, 3);
        // Then
        assertThat(second.losses).isEqualTo(whole.losses.subList(3, 6));
    }

    /** One that holds what there is before the first step, but this scale. */
    private Path checkpoint(TrainingPlan plan, LossScale scale) throws IOException {
        var state = new TrainerState(0, 0, 0, 0, null, null, 0, Guard.START, scale);
        try (var learner = learner(plan)) {
            return new Checkpoints(work.resolve("begun"))
                    .publish(
                            0,
                            state,
                            target -> new SafetensorsWriter(
                                            learner.decoder().room().script(), ElementType.F32)
                                    .write(
                                            target.resolve(Checkpoints.TENSORS),
                                            learner.trainables().state()));
        }
    }

    private static TrainingPlan resumed(TrainingPlan plan, Path checkpoint) {
        return new TrainingPlan(
                plan.modelDirectory(),
                plan.adapterDirectory(),
                plan.baseModelName(),
                plan.settings(),
                plan.checkpoints(),
                Optional.of(checkpoint),
                plan.output(),
                Prompts.NONE);
    }

    private static boolean hasGpu() {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            return manager.getDevice().isGpu();
        }
    }

    private void run(TrainingPlan plan, Ear ear, int steps) throws IOException {
        try (var training = new Training(plan, ear, () -> ear.losses.size() >= steps, learner(plan))) {
            training.run(rows(), List.of());
        }
    }

    private Learner learner(TrainingPlan plan) throws IOException {
        write();
        var config = SmallLearner.config("llama");
        var room = room();
        var type = plan.settings().method() == Method.FULL
                ? ElementType.F32
                : Decoder.arithmetic(room.manager(), plan.settings().precision());
        var weights = new WeightLoader(room.manager(), room.script()).load(work, Layout.of(config), type);
        return Learner.of(room, config, weights, plan);
    }

    /** With the operators that a GPU has too; those of our own know no float16. */
    private static Room room() {
        var manager = NDManager.newBaseManager("PyTorch");
        TensorScript.prepareThread();
        return new Room(manager, TensorScript.load(manager, TensorScript.Kernels.PLAIN));
    }

    private void write() throws IOException {
        var file = work.resolve(ModelFiles.WEIGHTS);
        if (!Files.exists(file)) {
            Files.writeString(work.resolve("config.json"), CONFIG);
            try (var room = Room.open()) {
                new SafetensorsWriter(room.script(), ElementType.F32)
                        .write(file, RandomWeights.of(room, SmallLearner.config("llama"), ElementType.F32));
            }
        }
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

    /** Remembers what was told. */
    private static final class Ear implements TrainingListener {

        private final List<Double> losses = new ArrayList<>();
        private final List<Double> norms = new ArrayList<>();
        private final List<Integer> steps = new ArrayList<>();
        private final List<Double> rates = new ArrayList<>();
        private final List<Path> checkpoints = new ArrayList<>();
        private final List<String> warnings = new ArrayList<>();

        @Override
        public void started(StartReport report) {}

        @Override
        public void step(StepReport report) {
            steps.add(report.step());
            rates.add(report.learningRate());
            losses.add(report.loss());
            norms.add(report.gradNorm());
        }

        @Override
        public void validated(ValidationReport report) {}

        @Override
        public void checkpointed(CheckpointReport report) {
            checkpoints.add(report.directory());
        }

        @Override
        public void warned(String reason, String message) {
            warnings.add(reason + " " + message);
        }
    }
}
