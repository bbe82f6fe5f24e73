package dev.tailor.model.internal;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.Example;
import dev.tailor.model.InvalidSettings;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.ModelConfig.Activation;
import dev.tailor.model.ModelConfig.Norm;
import dev.tailor.model.Precision;
import dev.tailor.model.Score;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A pre-norm decoder with its weights, and what it says about given tokens. */
public final class Decoder implements AutoCloseable {

    /** Most tokens that are scored in one pass. */
    private static final int TOKENS_PER_PASS = 4096;
    /** Longest row whose attention is computed in plain products on a CPU; longer ones take less memory otherwise. */
    private static final long LONGEST_PLAIN = 1024;

    /** The probabilities of longer rows take a good part of a layer's memory, and little time to be made again. */
    private static final long LONGEST_KEPT = 256;

    private final Room room;
    private final ModelConfig config;
    private final Layout layout;
    private final Map<String, NDArray> named;
    private final Adapter adapter;
    private final ElementType arithmetic;
    private final RopeTable rope;
    private final List<NDArray> weights;
    private final List<NDArray> additions;
    private final long[] constants;
    private final long[] beginning;
    private final NativeHeap heap = NativeHeap.ofProcess();

    /** All tensors are in the number format of the arithmetic. */
    Decoder(Room room, ModelConfig config, Map<String, NDArray> named, Adapter adapter, ElementType arithmetic) {
        this.room = room;
        this.config = config;
        this.layout = Layout.of(config);
        this.named = named;
        this.adapter = adapter;
        this.arithmetic = arithmetic;
        this.rope = new RopeTable(room.manager(), config);
        var slots = new Slots(room, layout, arithmetic);
        this.weights = slots.weights(named, adapter.named());
        this.additions = slots.additions(adapter.named());
        this.constants = constants(room.manager().getDevice(), config, arithmetic);
        this.beginning = constants.clone();
        this.beginning[beginning.length - 1] = 1;
    }

    /** Opens a model to run it. */
    public static Decoder open(Path directory, Optional<Path> adapterDirectory, Precision precision) {
        var config = ModelConfig.read(directory);
        var layout = Layout.of(config);
        var room = Room.open();
        boolean whole = false;
        try {
            var type = supported(room.manager(), precision);
            var weights = new WeightLoader(room.manager(), room.script()).frozen(directory, layout, type);
            var adapter = adapterDirectory
                    .map(path -> Adapter.read(room, layout, path, type))
                    .orElse(Adapter.NONE);
            whole = true;
            return new Decoder(room, config, weights, adapter, type);
        } finally {
            if (!whole) {
                room.close();
            }
        }
    }

    /** The number format of products; throws {@link InvalidSettings} where the device has none for the precision. */
    static ElementType supported(NDManager manager, Precision precision) {
        if (precision == Precision.FP16 && !manager.getDevice().isGpu()) {
            throw new InvalidSettings("precision", "fp16 needs a GPU, and this machine offers none; take bf16 or fp32");
        }
        return arithmetic(manager, precision);
    }

    /** The number format of products: that of the precision, or float32 where the processor knows no bfloat16. */
    static ElementType arithmetic(NDManager manager, Precision precision) {
        return switch (precision) {
            case FP32 -> ElementType.F32;
            case BF16 -> Processor.multipliesBfloat16(manager.getDevice()) ? ElementType.BF16 : ElementType.F32;
            case FP16 -> ElementType.F16;
        };
    }

    public ModelConfig config() {
        return config;
    }

    Room room() {
        return room;
    }

    Layout layout() {
        return layout;
    }

    /** By name, matrices as [out, in]. */
    Map<String, NDArray> named() {
        return named;
    }

    Adapter adapter() {
        return adapter;
    }

    RopeTable rope() {
        return rope;
    }

    ElementType arithmetic() {
        return arithmetic;
    }

    List<NDArray> weights() {
        return weights;
    }

    List<NDArray> additions() {
        return additions;
    }

    /** After a pass, when its tensors are free. */
    void passed() {
        heap.passed();
    }

    /** The script's whole numbers. */
    long[] constants() {
        return constants;
    }

    /** The same on the way back. */
    long[] constants(Gradients.Sums sums) {
        return switch (sums) {
            case BEGIN -> beginning;
            case GO_ON -> constants;
        };
    }

    private static long[] constants(Device device, ModelConfig config, ElementType arithmetic) {
        return new long[] {
            config.layers(),
            config.heads(),
            config.keyValueHeads(),
            config.headSize(),
            code(config.norm()),
            code(config.activation()),
            config.slidingWindow(),
            !device.isGpu() && arithmetic == ElementType.F32 ? 1 : 0,
            arithmetic.code(),
            device.isGpu() ? 0 : LONGEST_PLAIN,
            LONGEST_KEPT,
            Processor.attendsRows(device, arithmetic, config.headSize()) ? 1 : 0,
            0
        };
    }

    private static long code(Norm norm) {
        return switch (norm) {
            case RMS -> 0;
            case LAYER -> 1;
        };
    }

    private static long code(Activation activation) {
        return switch (activation) {
            case GATED_SILU -> 0;
            case GELU_TANH -> 1;
        };
    }

    /** The script's fractions. */
    double[] fractions(double dropout) {
        return new double[] {config.normEpsilon(), adapter.scale(), dropout};
    }

    /** Scores of every token at each position: [positions][vocabulary]. */
    public float[][] logits(int[] ids) {
        TensorScript.prepareThread();
        try (var scope = room.manager().newSubManager();
                var run = new ForwardRun(this, scope, Rows.whole(ids), ForwardRun.Keeping.FORGET)) {
            var all = room.script().tensor(scope, "logits", run.hidden(), 0L, (long) ids.length, weights, constants());
            var numbers = room.script().cast(all, ElementType.F32).toFloatArray();
            int vocabulary = config.vocabularySize();
            return IntStream.range(0, ids.length)
                    .mapToObj(i -> Arrays.copyOfRange(numbers, i * vocabulary, (i + 1) * vocabulary))
                    .toArray(float[][]::new);
        }
    }

    /** The loss of each example's trained tokens, in the order of the examples. */
    public List<Score> score(List<Example> examples) {
        TensorScript.prepareThread();
        var scores = new Score[examples.size()];
        var order = Rows.byLength(examples);
        int from = 0;
        while (from < order.size()) {
            int to = from + 1;
            while (to < order.size() && (to + 1 - from) * length(examples, order.get(to)) <= TOKENS_PER_PASS) {
                to++;
            }
            score(examples, order.subList(from, to), scores);
            from = to;
        }
        return List.of(scores);
    }

    private static int length(List<Example> examples, int index) {
        return examples.get(index).ids().length;
    }

    private void score(List<Example> examples, List<Integer> chosen, Score[] scores) {
        var rows = Rows.of(chosen.stream().map(examples::get).toList());
        var totals = new Score[chosen.size()];
        Arrays.fill(totals, new Score(0, 0, 0));
        if (rows.labels().length > 0) {
            try (var scope = room.manager().newSubManager();
                    var run = new ForwardRun(this, scope, rows, ForwardRun.Keeping.FORGET)) {
                var losses = new OutputLoss(this).losses(scope, run.hidden(), rows.labels());
                for (int i = 0; i < rows.labels().length; i++) {
                    int owner = rows.owners()[i];
                    totals[owner] = totals[owner].plus(new Score(losses.loss()[i], 1, losses.right()[i] ? 1 : 0));
                }
            }
        }
        for (int i = 0; i < chosen.size(); i++) {
            scores[chosen.get(i)] = totals[i];
        }
    }

    NDArray ids(NDManager scope, long[] ids) {
        return scope.create(ids, new Shape(ids.length));
    }

    @Override
    public void close() {
        room.close();
    }
}
