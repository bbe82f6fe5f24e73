package dev.tailor.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs trainings for tests, and remembers what they told. */
final class Trainer implements TrainingListener {

    final List<StepReport> steps = new ArrayList<>();
    final List<ValidationReport> validations = new ArrayList<>();
    final List<CheckpointReport> checkpoints = new ArrayList<>();
    final List<SampleReport> samples = new ArrayList<>();
    private final Path model;
    private final Path work;
    private Optional<Path> adapter = Optional.empty();
    private Optional<Path> resumeFrom = Optional.empty();
    private Prompts prompts = Prompts.NONE;
    private int stopAfter = Integer.MAX_VALUE;

    Trainer(Path model, Path work) {
        this.model = model;
        this.work = work;
    }

    Trainer onto(Path directory) {
        adapter = Optional.of(directory);
        return this;
    }

    Trainer resume(Path checkpoint) {
        resumeFrom = Optional.of(checkpoint);
        return this;
    }

    Trainer asking(Prompts questions) {
        prompts = questions;
        return this;
    }

    Trainer stopAfter(int step) {
        stopAfter = step;
        return this;
    }

    Path output() {
        return work.resolve("output");
    }

    TrainingOutcome run(TrainingSettings settings, List<Example> rows, List<Example> validation) {
        var plan = new TrainingPlan(
                model, adapter, "tiny", settings, work.resolve("checkpoints"), resumeFrom, output(), prompts);
        return new FineTuner(this, () -> steps.size() >= stopAfter).run(plan, rows, validation);
    }

    double[] losses() {
        return steps.stream().mapToDouble(StepReport::loss).toArray();
    }

    /** Plain settings without clipping, at a constant rate. */
    static TrainingSettings settings(Method method, LoraSettings lora, Pace pace) {
        return new TrainingSettings(
                method,
                lora,
                new Optimization(pace.rate(), Schedule.CONSTANT, 0, pace.decay(), 0, 0, true, 0),
                pace.epochs(),
                1,
                1,
                Precision.FP32,
                false,
                0,
                1,
                Cadence.AT_THE_END,
                GuardLimits.DEFAULT);
    }

    /**
     * @param rate of learning
     * @param decay of the weights
     */
    record Pace(double rate, double decay, int epochs) {}

    @Override
    public void started(StartReport report) {}

    @Override
    public void step(StepReport report) {
        steps.add(report);
    }

    @Override
    public void validated(ValidationReport report) {
        validations.add(report);
    }

    @Override
    public void sampled(SampleReport report) {
        samples.add(report);
    }

    @Override
    public void checkpointed(CheckpointReport report) {
        checkpoints.add(report);
    }

    @Override
    public void warned(String reason, String message) {}
}
