package dev.tailor.model.internal;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.Method;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.Schedule;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingEstimate;
import dev.tailor.model.TrainingEstimate.Memory;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import dev.tailor.model.ValidationReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Measures what a training takes: steps on ever more rows, as long as that bodes well for the memory, three and more on
 * the longest batch and on a typical one; checkpoints; and the loss of some validation rows with answers to prompts. All is
 * done until it is as fast as it is in a training: what runs for the first time is slow.
 */
public final class Measurement {

    private static final long FLOAT = 4;
    private static final double NO_RATE = 1e-12;

    private final TrainingPlan plan;
    private final Prompts prompts;
    private final List<Example> validation;
    private final long limit;
    private final Workload work;
    private final long trainedTokens;
    private final Ear ear = new Ear();

    public Measurement(TrainingPlan plan, List<Example> train, List<Example> validation, long limit) {
        this.plan = harmless(plan);
        this.prompts = plan.prompts();
        this.validation = validation;
        this.limit = limit;
        this.work = Workload.of(train, plan.settings());
        this.trainedTokens = plan.settings().epochs()
                * train.stream().mapToLong(Example::trainedTokens).sum();
    }

    /** With a rate at which nothing changes, so that no setting can spoil the measurement. */
    private static TrainingPlan harmless(TrainingPlan plan) {
        var settings = plan.settings();
        var given = settings.optimization();
        var optimization = new Optimization(
                NO_RATE,
                Schedule.CONSTANT,
                0,
                given.weightDecay(),
                given.maxGradNorm(),
                given.labelSmoothing(),
                given.decaysAll(),
                given.emaDecay());
        return new TrainingPlan(
                plan.modelDirectory(),
                plan.adapterDirectory(),
                plan.baseModelName(),
                new TrainingSettings(
                        settings.method(),
                        settings.lora(),
                        optimization,
                        settings.epochs(),
                        settings.batchSize(),
                        settings.microBatchSize(),
                        settings.precision(),
                        settings.gradientCheckpointing(),
                        settings.neftuneAlpha(),
                        settings.seed(),
                        settings.cadence(),
                        settings.guard()),
                plan.checkpoints(),
                plan.resumeFrom(),
                plan.output(),
                Prompts.NONE);
    }

    public TrainingEstimate estimate() {
        long other = Bare.BYTES;
        TensorMemory.forgetPeak();
        var measured = steps();
        var scoring = Scoring.of(plan, prompts, validation);
        var memory = memory(Math.max(measured.peak(), measured.resident() + scoring.bytes()), other);
        return new TrainingEstimate(
                memory,
                work.totalSteps(),
                measured.pace().seconds(work.meanTokens()),
                trainedTokens,
                occasions().validations() * scoring.seconds(),
                occasions().checkpoints() * measured.checkpointSeconds(),
                memory.total() <= limit
                        ? Optional.empty()
                        : new Remedy(work, plan.settings().gradientCheckpointing(), memory).change(measured));
    }

    /**
     * What the steps showed.
     *
     * @param peak bytes that the whole training holds at most
     * @param resident bytes while no step is made
     * @param perToken bytes of a pass for one token more
     * @param checkpointSeconds of one
     */
    record Measured(long peak, long resident, double perToken, Pace pace, double checkpointSeconds) {}

    private Measured steps() {
        try (var training = new Training(plan, ear, () -> true)) {
            var climb = new Climb(training, TensorMemory.now());
            if (!climb.reaches(work.longestPassRows())) {
                return climb.estimate();
            }
            var longest = point(training, work.longestStep());
            long peak = TensorMemory.peak();
            var typical = point(training, work.typicalStep());
            double checkpoint = Warm.OCCASION.seconds(training::checkpoint);
            return new Measured(peak, climb.resident, climb.perToken, Pace.through(typical, longest), checkpoint);
        }
    }

    /** Goes from one row to the longest pass in doublings, and no further than the memory promises to last. */
    private final class Climb {

        private final Training training;
        private final long resident;
        private long tokens;
        private long peak;
        private double perToken;

        Climb(Training training, long resident) {
            this.training = training;
            this.resident = resident;
            var row = work.longestRow();
            training.run(List.of(row), List.of());
            this.tokens = row.ids().length;
            this.peak = TensorMemory.peak();
            this.perToken = Math.max(0.0, peak - resident) / tokens;
        }

        boolean reaches(List<Example> pass) {
            for (int rows = 2; rows < 2 * pass.size(); rows *= 2) {
                var some = pass.subList(Math.max(0, pass.size() - rows), pass.size());
                if (expected(Workload.tokens(some)) > limit) {
                    return false;
                }
                training.step(new Order(some, plan.settings()));
                measure(Workload.tokens(some));
            }
            return peak <= limit;
        }

        private long expected(long wanted) {
            return peak + (long) (perToken * Math.max(0, wanted - tokens));
        }

        private void measure(long reached) {
            long now = TensorMemory.peak();
            if (reached > tokens) {
                perToken = (double) (now - peak) / (reached - tokens);
                tokens = reached;
            }
            peak = now;
        }

        Measured estimate() {
            var pace = new Pace(0, ear.seconds() / tokens);
            long most = expected(work.longestPass(work.rowsAtOnce()));
            return new Measured(most, resident, perToken, pace, ear.checkpointSeconds);
        }
    }

    private Pace.Point point(Training training, List<Example> rows) {
        var order = new Order(rows, plan.settings());
        return new Pace.Point(Workload.tokens(rows), Warm.STEP.seconds(() -> training.step(order)));
    }

    /** Sums over tensors: those that learn are in the checkpoint. */
    private Memory memory(long peak, long bare) {
        var settings = plan.settings();
        long learning = Safetensors.file(ear.checkpoint.resolve(Checkpoints.TENSORS)).values().stream()
                .filter(tensor -> tensor.name().startsWith("weight/"))
                .mapToLong(StoredTensor::elements)
                .sum();
        long all = ModelConfig.read(plan.modelDirectory()).parameters();
        long half = settings.precision() == Precision.FP32 ? 0 : FLOAT / 2;
        long weights = settings.method() == Method.FULL
                ? all * (FLOAT + half)
                : all * (FLOAT - half) + learning * (FLOAT + half);
        long optimizer = (settings.optimization().emaDecay() > 0 ? 3 : 2) * learning * FLOAT;
        long rest = Math.max(0, peak - weights - learning * FLOAT - optimizer);
        long other = Math.min(bare, rest);
        return new Memory(weights, learning * FLOAT, optimizer, rest - other, other, limit);
    }

    private Occasions occasions() {
        return Occasions.of(plan.settings().cadence(), work.totalSteps(), validation.isEmpty());
    }

    /** The process with its libraries and without a model; looked at once, since what a model held is not given back. */
    private static final class Bare {

        private static final long BYTES = bytes();

        private static long bytes() {
            try (var manager = NDManager.newBaseManager("PyTorch")) {
                var unused = manager.zeros(new Shape(1));
                return TensorMemory.now();
            }
        }
    }

    /** Remembers the last step and the last checkpoint. */
    private static final class Ear implements TrainingListener {

        private Path checkpoint = Path.of("");
        private double checkpointSeconds;
        private double stepSeconds;
        private long steppedAt;

        double seconds() {
            return stepSeconds;
        }

        @Override
        public void started(StartReport report) {}

        @Override
        public void step(StepReport report) {
            stepSeconds = report.seconds();
            steppedAt = System.nanoTime();
        }

        @Override
        public void validated(ValidationReport report) {}

        @Override
        public void checkpointed(CheckpointReport report) {
            checkpoint = report.directory();
            checkpointSeconds = (System.nanoTime() - steppedAt) / 1e9;
        }

        @Override
        public void warned(String reason, String message) {}
    }
}
