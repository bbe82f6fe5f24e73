package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.jni.JniUtils;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.Method;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Score;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingOutcome;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import dev.tailor.model.ValidationReport;
import dev.tailor.model.internal.TensorScript.Gradients;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** One training: steps, validations, checkpoints, and at last the result. */
public final class Training implements AutoCloseable {

    private final TrainingPlan plan;
    private final TrainingSettings settings;
    private final TrainingListener listener;
    private final BooleanSupplier stop;
    private final Llama llama;
    private final Trainables trainables;
    private final Checkpoints checkpoints;
    private TrainerState state = TrainerState.START;

    public Training(TrainingPlan plan, TrainingListener listener, BooleanSupplier stop) {
        this.plan = plan;
        this.settings = plan.settings();
        this.listener = listener;
        this.stop = stop;
        this.llama = load(plan);
        this.trainables = new Trainables(llama.room(), learning(plan, llama));
        this.checkpoints = new Checkpoints(plan.checkpoints());
        plan.resumeFrom().ifPresent(checkpoint -> {
            state = Checkpoints.open(checkpoint);
            var stored = Safetensors.file(checkpoint.resolve(Checkpoints.TENSORS));
            TensorScript.prepareThread(Gradients.OFF);
            trainables.restore(
                    new WeightLoader(llama.room().manager(), llama.room().script())
                            .read(List.copyOf(stored.values()), ElementType.F32));
        });
    }

    private static Llama load(TrainingPlan plan) {
        var config = ModelConfig.read(plan.modelDirectory());
        var settings = plan.settings();
        var arithmetic = Llama.arithmetic(settings.precision());
        boolean full = settings.method() == Method.FULL;
        if (full && plan.adapterDirectory().isPresent()) {
            throw new InvalidSettings("method", "An adapter can be trained on by LoRA only; export it merged first");
        }
        var room = Llama.Room.open(Gradients.OFF);
        boolean whole = false;
        try {
            var weights = new WeightLoader(room.manager(), room.script())
                    .load(plan.modelDirectory(), config, full ? ElementType.F32 : arithmetic);
            var adapter = full
                    ? Adapter.none(room.manager(), config)
                    : plan.adapterDirectory()
                            .map(path -> Adapter.read(room, config, path, ElementType.F32))
                            .orElseGet(() -> Adapter.fresh(room.manager(), config, settings.lora(), settings.seed()));
            whole = true;
            return new Llama(room, config, weights, adapter, arithmetic);
        } finally {
            if (!whole) {
                room.close();
            }
        }
    }

    private static java.util.Map<String, NDArray> learning(TrainingPlan plan, Llama llama) {
        return switch (plan.settings().method()) {
            case FULL -> ModelFiles.named(llama.config(), llama.weights());
            case LORA -> llama.adapter().named();
        };
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

    private void step(Order order) {
        long began = System.nanoTime();
        int number = state.step() + 1;
        TensorScript.prepareThread(Gradients.RECORDED);
        JniUtils.setSeed((int) (settings.seed() + number));
        var passes = order.passes(number);
        long trained = passes.stream()
                .flatMap(List::stream)
                .mapToLong(Example::trainedTokens)
                .sum();
        double rate = new LearningRate(settings.optimization(), order.totalSteps()).at(number);
        try (var scope = llama.room().manager().newSubManager()) {
            var sum = gradients(scope, passes, Math.max(1, trained));
            double norm = sum.gradients.isEmpty() ? 0 : update(scope, sum.gradients, rate);
            state = state.stepped(trained, sum.score.loss(), sum.score.accuracy());
            listener.step(new StepReport(
                    number,
                    (double) number / order.stepsPerEpoch(),
                    sum.score.loss(),
                    sum.score.accuracy(),
                    rate,
                    norm,
                    passes.stream()
                            .flatMap(List::stream)
                            .mapToLong(example -> example.ids().length)
                            .sum(),
                    trained,
                    (System.nanoTime() - began) / 1e9));
        }
    }

    private double update(NDManager scope, NDList gradients, double rate) {
        var optimization = settings.optimization();
        return trainables.update(
                scope, gradients, new Trainables.Rates(rate, optimization.weightDecay(), optimization.maxGradNorm()));
    }

    /** Gradients of the mean loss over all tokens of the step, whatever the passes it takes. */
    private Sum gradients(NDManager scope, List<List<Example>> passes, long tokens) {
        var sum = new Sum();
        for (var examples : passes) {
            var batch = Batch.of(examples);
            if (batch.trainedTokens() == 0) {
                continue;
            }
            try (var pass = scope.newSubManager()) {
                var result = pass(pass, batch, 1.0 / tokens);
                sum.score = sum.score.plus(new Score(result.get(0).getFloat(), batch.trainedTokens(), (int)
                        result.get(1).getFloat()));
                var parts = new NDList(result.subList(2, result.size()));
                if (sum.gradients.isEmpty()) {
                    parts.attach(scope);
                    sum.gradients = parts;
                } else {
                    TensorScript.prepareThread(Gradients.OFF);
                    llama.room().script().tensor(pass, "accumulate", List.copyOf(sum.gradients), List.copyOf(parts));
                    TensorScript.prepareThread(Gradients.RECORDED);
                }
            }
        }
        return sum;
    }

    /** What the passes of a step add up to. */
    private static final class Sum {
        private Score score = new Score(0, 0, 0);
        private NDList gradients = new NDList();
    }

    private NDList pass(NDManager scope, Batch batch, double weight) {
        var turns = llama.rope().first(scope, batch.width());
        boolean full = settings.method() == Method.FULL;
        boolean untied = full && !llama.config().tiedEmbeddings();
        var learning = trainables.tensors();
        return llama.room()
                .script()
                .list(
                        scope,
                        "gradients",
                        batch.ids(scope),
                        batch.positions(scope),
                        batch.labels(scope),
                        llama.weights(),
                        llama.adapter().matrices(),
                        untied ? learning.subList(0, learning.size() - 1) : learning,
                        turns[0],
                        turns[1],
                        llama.shape(full),
                        llama.config().normEpsilon(),
                        llama.adapter().scale(),
                        full ? 0.0 : settings.lora().dropout(),
                        settings.optimization().labelSmoothing(),
                        weight);
    }

    private boolean validateIfDue(List<Example> validation, boolean last) {
        int every = settings.cadence().evalEverySteps();
        boolean due = last || (every > 0 && state.step() % every == 0);
        if (validation.isEmpty() || !due) {
            return false;
        }
        var score = llama.score(validation).stream().reduce(new Score(0, 0, 0), Score::plus);
        var report = new ValidationReport(state.step(), score.loss(), score.accuracy());
        state = state.validated(report);
        listener.validated(report);
        return true;
    }

    private void checkpoint() {
        TensorScript.prepareThread(Gradients.OFF);
        var directory = checkpoints.publish(state.step(), state, target -> {
            new ModelWriter(plan, llama).write(target);
            new SafetensorsWriter(llama.room().script(), ElementType.F32)
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

    @Override
    public void close() {
        llama.close();
    }
}
