package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.Example;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Precision;
import dev.tailor.model.Score;
import dev.tailor.model.internal.TensorScript.Gradients;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A decoder of the Llama family with its weights, and what it says about given tokens. */
public final class Llama implements AutoCloseable {

    /** Most tokens, with padding, that are scored in one pass. */
    private static final int TOKENS_PER_PASS = 4096;

    private final Room room;
    private final ModelConfig config;
    private final List<NDArray> weights;
    private final Adapter adapter;
    private final ElementType arithmetic;
    private final RopeTable rope;

    /** Where a model's tensors live. */
    record Room(NDManager manager, TensorScript script) {

        static Room open(Gradients gradients) {
            var manager = NDManager.newBaseManager("PyTorch");
            TensorScript.prepareThread(gradients);
            return new Room(manager, TensorScript.load(manager));
        }

        void close() {
            script.close();
            manager.close();
        }
    }

    Llama(Room room, ModelConfig config, List<NDArray> weights, Adapter adapter, ElementType arithmetic) {
        this.room = room;
        this.config = config;
        this.weights = weights;
        this.adapter = adapter;
        this.arithmetic = arithmetic;
        this.rope = new RopeTable(config);
    }

    /** Opens a model to run it; all its weights are in the type of the arithmetic. */
    public static Llama open(Path directory, Optional<Path> adapterDirectory, Precision precision) {
        var config = ModelConfig.read(directory);
        var type = arithmetic(precision);
        var room = Room.open(Gradients.OFF);
        boolean whole = false;
        try {
            var weights = new WeightLoader(room.manager(), room.script()).load(directory, config, type);
            var adapter = adapterDirectory
                    .map(path -> Adapter.read(room, config, path, type))
                    .orElseGet(() -> Adapter.none(room.manager(), config));
            whole = true;
            return new Llama(room, config, weights, adapter, type);
        } finally {
            if (!whole) {
                room.close();
            }
        }
    }

    static ElementType arithmetic(Precision precision) {
        return switch (precision) {
            case FP32 -> ElementType.F32;
            case BF16 -> ElementType.BF16;
        };
    }

    public ModelConfig config() {
        return config;
    }

    Room room() {
        return room;
    }

    List<NDArray> weights() {
        return weights;
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

    /** What the script wants to know: layers, heads, key/value heads, type, place of the output matrix, whether it learns. */
    long[] shape(boolean trainsHead) {
        long head = config.tiedEmbeddings() ? 0 : weights.size() - 1;
        return new long[] {
            config.layers(), config.heads(), config.keyValueHeads(), arithmetic.code(), head, trainsHead ? 1 : 0
        };
    }

    /** Scores of every token at each position: [positions][vocabulary]. */
    public float[][] logits(int[] ids) {
        TensorScript.prepareThread(Gradients.OFF);
        try (var scope = room.manager().newSubManager()) {
            var turns = rope.first(scope, ids.length);
            var all = room.script()
                    .tensor(
                            scope,
                            "logits",
                            scope.create(Arrays.stream(ids).asLongStream().toArray(), new Shape(1, ids.length)),
                            weights,
                            adapter.matrices(),
                            turns[0],
                            turns[1],
                            shape(false),
                            config.normEpsilon(),
                            adapter.scale())
                    .toFloatArray();
            var rows = new float[ids.length][];
            for (int i = 0; i < rows.length; i++) {
                rows[i] = Arrays.copyOfRange(all, i * config.vocabularySize(), (i + 1) * config.vocabularySize());
            }
            return rows;
        }
    }

    /** The loss of each example's trained tokens, in the order of the examples. */
    public List<Score> score(List<Example> examples) {
        TensorScript.prepareThread(Gradients.OFF);
        var scores = new Score[examples.size()];
        var order = Batch.byLength(examples);
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
        var batch = Batch.of(chosen.stream().map(examples::get).toList());
        var losses = new double[chosen.size()];
        var tokens = new int[chosen.size()];
        var right = new int[chosen.size()];
        if (batch.trainedTokens() > 0) {
            try (var scope = room.manager().newSubManager()) {
                var result = scores(scope, batch);
                for (int i = 0; i < batch.trainedTokens(); i++) {
                    int owner = batch.owners()[i];
                    losses[owner] += result.get(0)[i];
                    right[owner] += (int) result.get(1)[i];
                    tokens[owner]++;
                }
            }
        }
        for (int i = 0; i < chosen.size(); i++) {
            scores[chosen.get(i)] = new Score(losses[i], tokens[i], right[i]);
        }
    }

    private List<float[]> scores(NDManager scope, Batch batch) {
        var turns = rope.first(scope, batch.width());
        var result = room.script()
                .list(
                        scope,
                        "score",
                        batch.ids(scope),
                        batch.positions(scope),
                        batch.labels(scope),
                        weights,
                        adapter.matrices(),
                        turns[0],
                        turns[1],
                        shape(false),
                        config.normEpsilon(),
                        adapter.scale());
        return new ArrayList<>(
                List.of(result.get(0).toFloatArray(), result.get(1).toFloatArray()));
    }

    @Override
    public void close() {
        room.close();
    }
}
