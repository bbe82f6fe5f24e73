package dev.tailor.model.internal;

import ai.djl.pytorch.jni.JniUtils;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.SampleReport;
import dev.tailor.model.Score;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingDiverged;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingOutcome;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import dev.tailor.model.ValidationReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;

/** One training: steps, validations, checkpoints, and at last the result. */
public final class Training implements AutoCloseable {

    private final TrainingPlan plan;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final BooleanSupplier stop;
    private final Learner learner;
    private final Checkpoints checkpoints;
    private final Rescue rescue;
    private final Alarm alarm;
    private TrainerState state;

    public Training(TrainingPlan plan, TrainingListener listener, BooleanSupplier stop) {
        this(plan, listener, stop, Learner.open(plan));
    }

    Training(TrainingPlan plan, TrainingListener listener, BooleanSupplier stop, Learner learner) {
        this(plan, listener, stop, learner, System::nanoTime);
    }

    Training(
            TrainingPlan plan,
            TrainingListener listener,
            BooleanSupplier stop,
            Learner learner,
            LongSupplier nanoseconds) {
        this.plan = plan;
        this.settings = plan.settings();
        this.listener = listener;
        this.stop = stop;
        this.learner = learner;
        this.checkpoints = new Checkpoints(plan.checkpoints());
        this.alarm = new Alarm(settings.cadence().checkpointEveryMinutes(), nanoseconds);
        this.rescue = new Rescue(plan, listener, learner, checkpoints);
        this.state = plan.resumeFrom().map(rescue::restored).orElseGet(() -> TrainerState.start(settings.precision()));
    }

    /** Runs to the end, or until it is asked to stop. */
    public TrainingOutcome run(List<Example> train, List<Example> validation) {
        if (train.stream().allMatch(example -> example.trainedTokens() == 0)) {
            throw new InvalidSettings("training_file", "No row has a token to learn");
        }
        var order = new Order(train, settings);
        long tokens = train.stream().mapToLong(Example::trainedTokens).sum();
        listener.started(new StartReport(order.totalSteps(), state.step(), train.size(), tokens));
        while (state.step() < order.totalSteps()) {
            step(order);
            boolean last = state.step() == order.totalSteps();
            boolean validated = validateIfDue(validation, last);
            boolean early = stopsEarly();
            boolean asked = stop.getAsBoolean();
            if (last || early || asked || checkpointDue(validated)) {
                checkpoint();
            }
            if (early || last) {
                return finish(early);
            }
            if (asked) {
                return new TrainingOutcome.Stopped(state.step());
            }
        }
        return finish(stopsEarly());
    }

    private boolean checkpointDue(boolean validated) {
        int every = settings.cadence().checkpointEverySteps();
        boolean regular = (every > 0 && state.step() % every == 0) || alarm.rings();
        boolean sound = state.guard().streak() == 0;
        return (regular && sound) || (validated && settings.cadence().earlyStoppingPatience() > 0);
    }

    private boolean stopsEarly() {
        int patience = settings.cadence().earlyStoppingPatience();
        return patience > 0 && state.misses() >= patience;
    }

    /** The next step of the order. */
    void step(Order order) {
        long began = System.nanoTime();
        int number = state.step() + 1;
        TensorScript.prepareThread();
        JniUtils.setSeed((int) (settings.seed() + number));
        var passes = order.passes(number);
        long trained = sum(passes, Example::trainedTokens);
        double rate = new LearningRate(settings.optimization(), order.totalSteps()).at(number)
                * state.guard().rate();
        try (var scope = learner.decoder().room().manager().newSubManager()) {
            learner.forgetGradients(scope);
            var score = passes.stream()
                    .map(pass -> learner.learn(pass, state.scale() / Math.max(1, trained)))
                    .reduce(new Score(0, 0, 0), Score::plus);
            double norm = learner.norm(scope, state.scale());
            if (state.overflows(score.loss(), norm)) {
                state = rescue.overflow(state);
                return;
            }
            var finding = state.guard().look(score.loss(), norm);
            if (finding != Guard.Finding.SOUND) {
                state = rescue.leaveOut(state, new Rescue.Step(finding, score.loss(), order.lines(number)));
                return;
            }
            learner.update(scope, norm, rate);
            state = state.stepped(score);
            long tokens = sum(passes, example -> example.ids().length);
            listener.step(new StepReport(
                    number,
                    (double) number / order.stepsPerEpoch(),
                    score.loss(),
                    score.accuracy(),
                    rate,
                    norm,
                    tokens,
                    trained,
                    (System.nanoTime() - began) / 1e9,
                    operations(tokens)));
        }
    }

    private double operations(long tokens) {
        return (double) tokens
                * settings.method().operations()
                * learner.decoder().config().multipliedParameters();
    }

    private static long sum(List<List<Example>> passes, ToLongFunction<Example> number) {
        return passes.stream().flatMap(List::stream).mapToLong(number).sum();
    }

    private boolean validateIfDue(List<Example> validation, boolean last) {
        int every = settings.cadence().evalEverySteps();
        boolean due = last || (every > 0 && state.step() % every == 0);
        if (validation.isEmpty() || !due) {
            return false;
        }
        learner.asResult(() -> validate(validation));
        return true;
    }

    private void validate(List<Example> validation) {
        var score = learner.decoder().score(validation).stream().reduce(new Score(0, 0, 0), Score::plus);
        var report = new ValidationReport(state.step(), score.loss(), score.accuracy());
        state = state.validated(report);
        listener.validated(report);
        sample();
    }

    /** Draws no random numbers: always the likeliest token. */
    private void sample() {
        var prompts = plan.prompts();
        if (!prompts.prompts().isEmpty()) {
            var answers = new Speech(learner.decoder()).answers(prompts);
            listener.sampled(new SampleReport(state.step(), answers));
        }
    }

    /** Writes down where the training stands. */
    void checkpoint() {
        TensorScript.prepareThread();
        var trainables = learner.trainables();
        var directory = checkpoints.publish(state.step(), state, target -> {
            new ModelWriter(plan, learner.decoder(), trainables.result()).write(target);
            new SafetensorsWriter(learner.decoder().room().script(), ElementType.F32)
                    .write(target.resolve(Checkpoints.TENSORS), trainables.state());
        });
        var last = Optional.ofNullable(state.lastValidation());
        listener.checkpointed(
                new CheckpointReport(state.step(), directory, state.trainLoss(), state.trainAccuracy(), last));
        alarm.set();
        checkpoints.prune(settings.cadence().keepCheckpoints(), resultStep());
    }

    /** Under early stopping the best step, otherwise the last. */
    private int resultStep() {
        var best = state.best();
        return settings.cadence().earlyStoppingPatience() > 0 && best != null ? best.step() : state.step();
    }

    private TrainingOutcome finish(boolean early) {
        checkChanged();
        var source = checkpoints.step(resultStep());
        try {
            Files.createDirectories(plan.output());
            try (var files = Files.list(source)) {
                for (var file : files.filter(ModelWriter::isModelFile).toList()) {
                    Files.copy(
                            file,
                            plan.output().resolve(file.getFileName().toString()),
                            java.nio.file.StandardCopyOption.REPLACE_EXISTING);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TrainingOutcome.Finished(resultStep(), state.trainedTokens(), early);
    }

    /** An addition whose B is still zero leaves every answer as it was. */
    private void checkChanged() {
        var additions = learner.trainables().named().entrySet().stream()
                .filter(entry -> entry.getKey().endsWith("lora_B.weight"))
                .toList();
        if (!additions.isEmpty()
                && additions.stream().allMatch(b -> b.getValue().abs().max().getFloat() == 0)) {
            throw new TrainingDiverged(
                    "The adapter changes nothing: no gradient reached it. Look at the rows that carry loss, and at lora.targets");
        }
    }

    @Override
    public void close() {
        learner.close();
    }
}
