package dev.tailor.model.internal;

import dev.tailor.model.Benchmark;
import dev.tailor.model.Benchmark.Continuation;
import dev.tailor.model.BenchmarkRows;
import dev.tailor.model.BenchmarkShape;
import dev.tailor.model.Cadence;
import dev.tailor.model.CheckpointReport;
import dev.tailor.model.Example;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.Sampling;
import dev.tailor.model.Schedule;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import dev.tailor.model.ValidationReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Trains a random model and lets it speak, to see how long that takes. */
public final class Trial {

    private static final String CONFIG = """
            {"model_type": "llama", "num_hidden_layers": %d, "hidden_size": %d, "num_attention_heads": %d,
             "num_key_value_heads": %d, "intermediate_size": %d, "vocab_size": %d, "max_position_embeddings": %d,
             "rms_norm_eps": 1e-5, "rope_theta": %.1f, "tie_word_embeddings": %b, "bos_token_id": 1, "eos_token_id": 2,
             "torch_dtype": "float32"}
            """;
    private static final int ROWS_PER_STEP = 8;
    private static final int WARM_UP = 2;
    private static final int FEWEST = 3;
    private static final int MANY_EPOCHS = 1_000_000;
    private static final Path NOWHERE = Path.of("");

    private final BenchmarkShape shape;
    private final Precision precision;

    public Trial(BenchmarkShape shape, Precision precision) {
        this.shape = shape;
        this.precision = precision;
    }

    public List<Example> examples(BenchmarkRows rows) {
        return rows == BenchmarkRows.DENSE
                ? batch()
                : Gsm8kLengths.rows(shape.config().vocabularySize());
    }

    /** A Hugging Face directory with random weights. */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("config.json"), config(shape.config()));
        try (var room = Room.open()) {
            new SafetensorsWriter(room.script(), ElementType.F32)
                    .write(
                            directory.resolve(ModelFiles.WEIGHTS),
                            RandomWeights.of(room, shape.config(), ElementType.F32));
        }
    }

    private static String config(ModelConfig config) {
        return String.format(
                Locale.ROOT,
                CONFIG,
                config.layers(),
                config.hiddenSize(),
                config.heads(),
                config.keyValueHeads(),
                config.intermediateSize(),
                config.vocabularySize(),
                config.contextLength(),
                config.rope().orElseThrow().theta(),
                config.tiedEmbeddings());
    }

    /** A training with random weights. */
    public Benchmark.Stepper train(Method method, BenchmarkRows rows) {
        var examples = rows == BenchmarkRows.DENSE
                ? batch()
                : Gsm8kLengths.rows(shape.config().vocabularySize());
        var settings = settings(method);
        var plan = new TrainingPlan(
                NOWHERE, Optional.empty(), "", settings, NOWHERE, Optional.empty(), NOWHERE, Prompts.NONE);
        var room = Room.open();
        var arithmetic = Decoder.supported(room.manager(), precision);
        var type = method == Method.FULL ? ElementType.F32 : arithmetic;
        var learner = Learner.of(room, shape.config(), RandomWeights.of(room, shape.config(), type), plan);
        var tokens = new AtomicLong();
        var training = new Training(plan, new Silence(tokens), () -> false, learner);
        var order = new Order(examples(rows), settings);
        return new Benchmark.Stepper() {
            @Override
            public long step() {
                training.step(order);
                return tokens.get();
            }

            @Override
            public void close() {
                training.close();
            }
        };
    }

    /** Seconds of each continuation after the warm-up. */
    public List<Double> generate(Continuation continuation, Duration time) {
        var room = Room.open();
        var type = Decoder.supported(room.manager(), precision);
        var weights = RandomWeights.of(room, shape.config(), type);
        try (var decoder = new Decoder(room, shape.config(), weights, Adapter.NONE, type)) {
            var prompt = batch().getFirst().ids();
            var sampling = Sampling.greedy(continuation.tokens(), Set.of());
            var speech = new Speech(decoder);
            return repeat(
                    time, () -> speech.generate(Arrays.copyOf(prompt, continuation.prompt()), sampling, token -> true));
        }
    }

    private static List<Double> repeat(Duration time, Runnable work) {
        for (int i = 0; i < WARM_UP; i++) {
            work.run();
        }
        List<Double> seconds = new ArrayList<>();
        long end = System.nanoTime() + time.toNanos();
        while (seconds.size() < FEWEST || System.nanoTime() < end) {
            long began = System.nanoTime();
            work.run();
            seconds.add((System.nanoTime() - began) / 1e9);
        }
        return seconds;
    }

    private List<Example> batch() {
        var random = new Random(1);
        var trained = new boolean[shape.length()];
        Arrays.fill(trained, true);
        return IntStream.range(0, shape.rows())
                .mapToObj(row -> new Example(
                        random.ints(shape.length(), 0, shape.config().vocabularySize())
                                .toArray(),
                        trained))
                .toList();
    }

    private TrainingSettings settings(Method method) {
        return new TrainingSettings(
                method,
                LoraSettings.DEFAULT,
                new Optimization(1e-4, Schedule.CONSTANT, 0, 0.01, 1, 0, false, 0),
                MANY_EPOCHS,
                ROWS_PER_STEP,
                ROWS_PER_STEP,
                precision,
                false,
                0,
                1,
                Cadence.AT_THE_END,
                GuardLimits.DEFAULT);
    }

    /** Hears the tokens of the last step only. */
    private record Silence(AtomicLong tokens) implements TrainingListener {

        @Override
        public void started(StartReport report) {}

        @Override
        public void step(StepReport report) {
            tokens.set(report.tokens());
        }

        @Override
        public void validated(ValidationReport report) {}

        @Override
        public void checkpointed(CheckpointReport report) {}

        @Override
        public void warned(String reason, String message) {}
    }
}
