package dev.tailor.model;

import java.util.List;
import java.util.Optional;

/**
 * A model with random weights and the batch that it is measured on.
 *
 * @param name by its number of weights
 * @param rows of a step
 * @param length of a row in tokens
 */
public record BenchmarkShape(String name, ModelConfig config, int rows, int length) {

    /** Six layers of 288. */
    public static final BenchmarkShape SMALL = new BenchmarkShape("15M", llama(6, 288, 768), 8, 256);

    /** Twelve layers of 768. */
    public static final BenchmarkShape MEDIUM = new BenchmarkShape("110M", llama(12, 768, 2048), 2, 512);

    /** Llama 3 with 8 billion weights. */
    public static final BenchmarkShape LARGE = new BenchmarkShape(
            "8B",
            new ModelConfig(
                    "llama",
                    32,
                    4096,
                    32,
                    8,
                    128,
                    14_336,
                    128_256,
                    8192,
                    ModelConfig.Norm.RMS,
                    1e-5,
                    ModelConfig.Activation.GATED_SILU,
                    Optional.of(Rope.of(500_000)),
                    0,
                    false,
                    false,
                    false,
                    false,
                    List.of(128_001),
                    Optional.of(128_000),
                    "BF16"),
            4,
            4096);

    public BenchmarkShape {
        if (rows < 1 || length < 2 || length > config.contextLength()) {
            throw new InvalidSettings("length", "%d rows of %d tokens cannot be measured".formatted(rows, length));
        }
    }

    /** Tokens of a step. */
    public int tokens() {
        return rows * length;
    }

    private static ModelConfig llama(int layers, int hidden, int wide) {
        int heads = hidden / (hidden < 512 ? 48 : 64);
        return new ModelConfig(
                "llama",
                layers,
                hidden,
                heads,
                heads,
                hidden / heads,
                wide,
                32_000,
                2048,
                ModelConfig.Norm.RMS,
                1e-5,
                ModelConfig.Activation.GATED_SILU,
                Optional.of(Rope.of(10_000)),
                0,
                false,
                false,
                false,
                true,
                List.of(2),
                Optional.of(1),
                "F32");
    }
}
