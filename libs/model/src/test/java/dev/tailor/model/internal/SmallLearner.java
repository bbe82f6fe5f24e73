package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import dev.tailor.model.Cadence;
import dev.tailor.model.Example;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.Rope;
import dev.tailor.model.Schedule;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;

/** Learners with random weights, small enough to be checked number by number. */
final class SmallLearner {

    private static final int VOCABULARY = 50;

    private SmallLearner() {}

    static NDArray gradient(Learner learner, String name) {
        return Objects.requireNonNull(learner.trainables().gradients().get(name), name);
    }

    static Example row(int length, long seed) {
        var random = new Random(seed);
        var trained = new boolean[length];
        for (int i = 0; i < length; i++) {
            trained[i] = i == length / 2 || random.nextInt(3) == 0;
        }
        return new Example(random.ints(length, 0, VOCABULARY).toArray(), trained);
    }

    static ModelConfig config(String architecture) {
        boolean gpt2 = architecture.equals("gpt2");
        return new ModelConfig(
                architecture,
                2,
                16,
                4,
                gpt2 ? 4 : 2,
                4,
                24,
                VOCABULARY,
                2048,
                gpt2 ? ModelConfig.Norm.LAYER : ModelConfig.Norm.RMS,
                1e-5,
                gpt2 ? ModelConfig.Activation.GELU_TANH : ModelConfig.Activation.GATED_SILU,
                gpt2 ? Optional.empty() : Optional.of(Rope.of(1000)),
                architecture.equals("mistral") ? 6 : 0,
                gpt2 || architecture.equals("qwen2"),
                gpt2,
                gpt2,
                architecture.equals("llama") || gpt2,
                List.of(2),
                Optional.of(1),
                "F32");
    }

    static TrainingSettings settings(Method method, boolean checkpointing) {
        return settings(method, new LoraSettings(3, 6, 0, List.of(), false), checkpointing);
    }

    static TrainingSettings settings(Method method, LoraSettings lora, boolean checkpointing) {
        return new TrainingSettings(
                method,
                lora,
                new Optimization(1e-3, Schedule.CONSTANT, 0, 0, 0, 0, false, 0),
                1,
                8,
                8,
                Precision.FP32,
                checkpointing,
                0,
                1,
                Cadence.AT_THE_END,
                GuardLimits.DEFAULT);
    }

    static Learner learner(ModelConfig config, TrainingSettings settings) {
        var room = Room.open();
        var random = new Random(11);
        Map<String, NDArray> weights = new LinkedHashMap<>();
        for (var weight : Layout.of(config).weights()) {
            var numbers = new float[Math.toIntExact(weight.elements())];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] =
                        (float) (random.nextGaussian() * 0.3 + (weight.shape().size() == 1 ? 1 : 0));
            }
            var shape = weight.shape().stream().mapToLong(Long::longValue).toArray();
            var tensor = room.manager().create(numbers, new ai.djl.ndarray.types.Shape(shape));
            weights.put(weight.name(), weight.turned() ? tensor.transpose().duplicate() : tensor);
        }
        var nowhere = Path.of("");
        var plan = new TrainingPlan(
                nowhere, Optional.empty(), "", settings, nowhere, Optional.empty(), nowhere, Prompts.NONE);
        var learner = Learner.of(room, config, weights, plan);
        // B starts from zero; move it, so that A has a gradient.
        learner.trainables().named().forEach((name, tensor) -> {
            if (name.endsWith("lora_B.weight")) {
                var numbers = new float[Math.toIntExact(tensor.size())];
                for (int i = 0; i < numbers.length; i++) {
                    numbers[i] = (float) (random.nextGaussian() * 0.3);
                }
                room.script()
                        .tensor(room.manager(), "assign", tensor, room.manager().create(numbers));
            }
        });
        return learner;
    }
}
