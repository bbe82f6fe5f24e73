package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import dev.tailor.model.Example;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Score;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import java.util.List;
import java.util.Map;

/** A decoder of which a part learns: adds up the gradients of passes, and updates. */
final class Learner implements AutoCloseable {

    private static final double ABOVE_ZERO = 1e-6;

    private final TrainingSettings settings;
    private final Decoder decoder;
    private final Trainables trainables;
    private final Trainables.Start start;
    private final Gradients gradients;
    private final OutputLoss loss;

    private Learner(TrainingSettings settings, Decoder decoder, Trainables trainables, Trainables.Start start) {
        this.settings = settings;
        this.decoder = decoder;
        this.trainables = trainables;
        this.start = start;
        this.gradients = settings.method() == Method.FULL
                ? Gradients.ofModel(decoder, trainables)
                : Gradients.ofAdapter(decoder, trainables);
        this.loss = new OutputLoss(decoder);
    }

    /** Opens the plan's model. */
    static Learner open(TrainingPlan plan) {
        var config = ModelConfig.read(plan.modelDirectory());
        var settings = plan.settings();
        if (settings.method() == Method.FULL && plan.adapterDirectory().isPresent()) {
            throw new InvalidSettings("method", "An adapter can be trained on by LoRA only; export it merged first");
        }
        var room = Room.open();
        boolean whole = false;
        try {
            var loader = new WeightLoader(room.manager(), room.script());
            var arithmetic = Decoder.supported(room.manager(), settings.precision());
            var weights = settings.method() == Method.FULL
                    ? loader.load(plan.modelDirectory(), Layout.of(config), ElementType.F32)
                    : loader.frozen(plan.modelDirectory(), Layout.of(config), arithmetic);
            var learner = of(room, config, weights, plan);
            whole = true;
            return learner;
        } finally {
            if (!whole) {
                room.close();
            }
        }
    }

    /**
     * @param weights in float32 where all of them learn, otherwise in the number format of the arithmetic
     */
    static Learner of(Room room, ModelConfig config, Map<String, NDArray> weights, TrainingPlan plan) {
        var settings = plan.settings();
        var arithmetic = Decoder.arithmetic(room.manager(), settings.precision());
        if (settings.method() == Method.FULL) {
            var working = room.in(arithmetic, weights);
            var decoder = new Decoder(room, config, working, Adapter.NONE, arithmetic);
            return new Learner(
                    settings, decoder, trainables(room, weights, working, settings), weightsOf(config, plan));
        }
        var adapter = adapter(room, Layout.of(config), weights, plan);
        var working = adapter.in(room, arithmetic);
        var decoder = new Decoder(room, config, weights, working, arithmetic);
        Trainables.Start start = (inner, taker) -> {
            try (var scope = inner.manager().newSubManager()) {
                adapter(new Room(scope, inner.script()), Layout.of(config), weights, plan)
                        .named()
                        .forEach(taker);
            }
        };
        return new Learner(settings, decoder, trainables(room, adapter.named(), working.named(), settings), start);
    }

    private static Trainables trainables(
            Room room, Map<String, NDArray> named, Map<String, NDArray> working, TrainingSettings settings) {
        return new Trainables(room, named, working, settings.optimization().emaDecay());
    }

    private static Trainables.Start weightsOf(ModelConfig config, TrainingPlan plan) {
        return (room, taker) -> new WeightLoader(room.manager(), room.script())
                .each(plan.modelDirectory(), Layout.of(config), ElementType.F32, (name, weight) -> {
                    try (weight) {
                        taker.accept(name, weight);
                    }
                });
    }

    private static Adapter adapter(Room room, Layout layout, Map<String, NDArray> weights, TrainingPlan plan) {
        var settings = plan.settings();
        boolean dora = settings.method() == Method.DORA;
        var directory = plan.adapterDirectory();
        if (directory.isEmpty()) {
            var start = new Adapter.Start(settings.seed(), dora ? weights : Map.of(), weights);
            return Adapter.fresh(room, layout, settings.lora(), start);
        }
        var stored = AdapterFiles.read(directory.get());
        if (stored.dora() != dora) {
            throw new InvalidSettings(
                    "method",
                    "The adapter to go on with is one of %s; take the same method"
                            .formatted(stored.dora() ? "DoRA" : "LoRA"));
        }
        checkSame(stored.settings(), settings.lora());
        var adapter = Adapter.read(room, layout, directory.get(), ElementType.F32);
        adapter.checkTables(layout, settings.lora());
        return adapter;
    }

    private static void checkSame(LoraSettings stored, LoraSettings wanted) {
        if (stored.rank() != wanted.rank() || stored.scale() != wanted.scale()) {
            throw new InvalidSettings(
                    "lora.rank",
                    "The adapter to go on with has rank %d and alpha %s; take the same"
                            .formatted(stored.rank(), stored.alpha()));
        }
    }

    Decoder decoder() {
        return decoder;
    }

    Trainables trainables() {
        return trainables;
    }

    /** Begins a step. */
    void forgetGradients(NDManager scope) {
        gradients.forget(scope);
    }

    /**
     * Adds the gradient of the examples' losses.
     *
     * @param weight of each token's loss in the whole
     */
    Score learn(List<Example> examples, double weight) {
        var rows = Rows.of(examples);
        if (rows.labels().length == 0) {
            return new Score(0, 0, 0);
        }
        try (var scope = decoder.room().manager().newSubManager();
                var run = new ForwardRun(decoder, scope, rows, keeping())) {
            var backward =
                    new OutputLoss.Backward(weight, settings.optimization().labelSmoothing());
            var learnt = loss.learn(run.hidden(), rows.labels(), backward, gradients);
            run.backward(scope, learnt.gradient(), gradients);
            gradients.passed();
            return sum(learnt.losses());
        }
    }

    /** Does something while the decoder has the weights of the result. */
    void asResult(Runnable work) {
        trainables.asResult(decoder.room(), work);
    }

    /** Takes back everything that was learnt since the plan's model was opened. */
    void startAgain() {
        trainables.startAgain(decoder.room(), start);
    }

    private ForwardRun.Keeping keeping() {
        double dropout = settings.method() == Method.FULL ? 0 : settings.lora().dropout();
        return new ForwardRun.Keeping(settings.gradientCheckpointing() ? 2 : 1, dropout, settings.neftuneAlpha());
    }

    private static Score sum(OutputLoss.Losses losses) {
        double sum = 0;
        int right = 0;
        for (int i = 0; i < losses.loss().length; i++) {
            sum += losses.loss()[i];
            right += losses.right()[i] ? 1 : 0;
        }
        return new Score(sum, losses.loss().length, right);
    }

    /**
     * The norm of the gradients.
     *
     * @param scale that is in them, and is taken out
     */
    double norm(NDManager scope, double scale) {
        gradients.complete(scope);
        trainables.unscale(scope, scale);
        return trainables.norm(scope);
    }

    /**
     * Learns from the gradients, clipped where their norm exceeds the limit.
     *
     * @param norm of the gradients
     */
    void update(NDManager scope, double norm, double rate) {
        var optimization = settings.optimization();
        double limit = optimization.maxGradNorm();
        double factor = limit > 0 ? Math.min(1, limit / (norm + ABOVE_ZERO)) : 1;
        trainables.update(
                scope, new Trainables.Rates(factor, rate, optimization.weightDecay(), optimization.decaysAll()));
    }

    @Override
    public void close() {
        decoder.close();
    }
}
