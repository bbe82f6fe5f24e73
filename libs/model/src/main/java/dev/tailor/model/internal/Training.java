package dev.tailor.model.internal;

import ai.djl.pytorch.jni.JniUtils;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.InvalidSettings;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** One training: steps, validations, checkpoints, and at last the result. */
public final class Training implements AutoCloseable {

    private static final int MOST_TRIPS = 5;
    private static final int LONGEST_STREAK = 3;

    private final TrainingPlan plan;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final BooleanSupplier stop;
    private final Learner learner;
    private final Checkpoints checkpoints;
    private TrainerState state = TrainerState.START;

    public Training(TrainingPlan plan, TrainingListener listener, BooleanSupplier stop) {
        this(plan, listener, stop, Learner.open(plan));
    }

    Training(TrainingPlan plan, TrainingListener listener, BooleanSupplier stop, Learner learner) {
        this.plan = plan;
        this.settings = plan.settings();
        this.listener = listener;
        this.stop = stop;
        this.learner = learner;
        this.checkpoints = new Checkpoints(plan.checkpoints());
        plan.resumeFrom().ifPresent(this::restore);
    }

    private void restore(Path checkpoint) {
        state = Checkpoints.open(checkpoint);
        var stored = Safetensors.file(checkpoint.resolve(Checkpoints.TENSORS));
        TensorScript.prepareThread();
        var room = learner.decoder().room();
        try (var scope = room.manager().newSubManager()) {
            var saved = new WeightLoader(scope, room.script()).read(List.copyOf(stored.values()), ElementType.F32);
            learner.trainables().restore(scope, saved);
        }
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
        boolean regular = every > 0 && state.step() % every == 0;
        return regular || (validated && settings.cadence().earlyStoppingPatience() > 0);
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
            learner.trainables().forgetGradients(scope);
            var score = passes.stream()
                    .map(pass -> learner.learn(pass, 1.0 / Math.max(1, trained)))
                    .reduce(new Score(0, 0, 0), Score::plus);
            double norm = learner.clip(scope);
            var finding = state.guard().look(score.loss(), norm);
            if (finding != Guard.Finding.SOUND) {
                leaveOut(order.rows(number), finding, score.loss());
                return;
            }
            learner.update(scope, rate);
            state = state.stepped(score);
            listener.step(new StepReport(
                    number,
                    (double) number / order.stepsPerEpoch(),
                    score.loss(),
                    score.accuracy(),
                    rate,
                    norm,
                    sum(passes, example -> example.ids().length),
                    trained,
                    (System.nanoTime() - began) / 1e9));
        }
    }

    private static long sum(List<List<Example>> passes, ToLongFunction<Example> number) {
        return passes.stream().flatMap(List::stream).mapToLong(number).sum();
    }

    /** A step that would do harm is not learnt from; after several in a row, training goes back to its last checkpoint. */
    private void leaveOut(List<Integer> rows, Guard.Finding finding, double loss) {
        state = state.skipped();
        var guard = state.guard();
        var what = finding == Guard.Finding.NOT_A_NUMBER
                ? "its loss or a gradient is no number"
                : "its loss of %.4g is far above the usual %.4g".formatted(loss, guard.usual());
        var names = rows.stream().map(row -> String.valueOf(row + 1)).collect(Collectors.joining(", "));
        var message =
                "Step %d was not learnt from: %s. Rows %s of the training set; the learning rate is halved from here on (%d of at most %d times)"
                        .formatted(state.step(), what, names, guard.trips(), MOST_TRIPS);
        listener.warned(finding.name(), message);
        if (guard.trips() > MOST_TRIPS) {
            throw new TrainingDiverged(message + "; lower learning_rate, or look at these rows");
        }
        if (guard.streak() >= LONGEST_STREAK) {
            goBack();
        }
    }

    private void goBack() {
        var latest = checkpoints.latest();
        if (latest.isEmpty()) {
            return;
        }
        var now = state;
        restore(latest.get());
        int from = state.step();
        state = now.backAt(state);
        listener.warned(
                "WENT_BACK", "Training went back to what it knew at step %d and goes on with new rows".formatted(from));
    }

    private boolean validateIfDue(List<Example> validation, boolean last) {
        int every = settings.cadence().evalEverySteps();
        boolean due = last || (every > 0 && state.step() % every == 0);
        if (validation.isEmpty() || !due) {
            return false;
        }
        var score = learner.decoder().score(validation).stream().reduce(new Score(0, 0, 0), Score::plus);
        var report = new ValidationReport(state.step(), score.loss(), score.accuracy());
        state = state.validated(report);
        listener.validated(report);
        return true;
    }

    private void checkpoint() {
        TensorScript.prepareThread();
        var trainables = learner.trainables();
        var directory = checkpoints.publish(state.step(), state, target -> {
            new ModelWriter(plan, learner.decoder(), trainables.named()).write(target);
            new SafetensorsWriter(learner.decoder().room().script(), ElementType.F32)
                    .write(target.resolve(Checkpoints.TENSORS), trainables.state());
        });
        var last = Optional.ofNullable(state.lastValidation());
        listener.checkpointed(
                new CheckpointReport(state.step(), directory, state.trainLoss(), state.trainAccuracy(), last));
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
