package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.ModelConfig;
import dev.tailor.model.Rope;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Cosines and sines of the rotary position embedding, computed in double precision, with the ways of stretching it that
 * Llama and Qwen use: linear (Chen et al., 2023), dynamic NTK, Llama 3's by wavelength, and YaRN (Peng et al., 2023).
 */
final class RopeTable {

    private static final int FEWEST = 64;

    private final NDManager manager;
    private final @Nullable Rope rope;
    private final int size;
    private @Nullable NDArray cos;
    private @Nullable NDArray sin;
    private int length;

    RopeTable(NDManager manager, ModelConfig config) {
        this.manager = manager;
        this.rope = config.rope().orElse(null);
        this.size = config.headSize();
    }

    /**
     * @param cos [positions, head size / 2], empty where positions are learnt
     */
    record Turns(NDArray cos, NDArray sin) {}

    /** Tables for at least so many positions. */
    Turns upTo(int positions) {
        var oldCos = cos;
        var oldSin = sin;
        boolean fits = positions <= length && (rope == null || !rope.type().equals("dynamic"));
        if (oldCos != null && oldSin != null && (fits || positions == length)) {
            return new Turns(oldCos, oldSin);
        }
        length = rope != null && rope.type().equals("dynamic")
                ? positions
                : Math.max(FEWEST, Integer.highestOneBit(positions - 1) * 2);
        var turns = Optional.ofNullable(rope).map(this::turns).orElseGet(this::none);
        if (oldCos != null && oldSin != null) {
            oldCos.close();
            oldSin.close();
        }
        cos = turns.cos();
        sin = turns.sin();
        return turns;
    }

    private Turns none() {
        return new Turns(manager.zeros(new Shape(0)), manager.zeros(new Shape(0)));
    }

    private Turns turns(Rope known) {
        var frequencies = frequencies(known, size, length);
        double attention = attention(known);
        var cosines = new float[length * frequencies.length];
        var sines = new float[cosines.length];
        for (int at = 0; at < cosines.length; at++) {
            double angle = at / frequencies.length * frequencies[at % frequencies.length];
            cosines[at] = (float) (attention * Math.cos(angle));
            sines[at] = (float) (attention * Math.sin(angle));
        }
        var shape = new Shape(length, frequencies.length);
        return new Turns(manager.create(cosines, shape), manager.create(sines, shape));
    }

    /** Radians per position, for each pair of a head. */
    static double[] frequencies(Rope rope, int size, int length) {
        var frequencies = new double[size / 2];
        double theta = rope.type().equals("dynamic") ? dynamic(rope, size, length) : rope.theta();
        for (int pair = 0; pair < frequencies.length; pair++) {
            double plain = Math.pow(theta, -2.0 * pair / size);
            frequencies[pair] = switch (rope.type()) {
                case "linear" -> plain / rope.parameter("factor", 1);
                case "llama3" -> llama3(rope, plain);
                case "yarn" -> yarn(rope, size, pair, plain);
                default -> plain;
            };
        }
        return frequencies;
    }

    private static double dynamic(Rope rope, int size, int length) {
        double original = rope.parameter("original_max_position_embeddings", length);
        double factor = rope.parameter("factor", 1);
        double stretch = factor * Math.max(length, original) / original - (factor - 1);
        return rope.theta() * Math.pow(stretch, size / (size - 2.0));
    }

    private static double llama3(Rope rope, double frequency) {
        double original = rope.parameter("original_max_position_embeddings", 8192);
        double low = rope.parameter("low_freq_factor", 1);
        double high = rope.parameter("high_freq_factor", 4);
        double turns = original * frequency / (2 * Math.PI);
        double kept = Math.clamp((turns - low) / (high - low), 0.0, 1.0);
        return frequency * (kept + (1 - kept) / rope.parameter("factor", 1));
    }

    private static double yarn(Rope rope, int size, int pair, double frequency) {
        double first = pairOf(rope, size, rope.parameter("beta_fast", 32));
        double last = pairOf(rope, size, rope.parameter("beta_slow", 1));
        if (rope.parameter("truncate", 1) != 0) {
            first = Math.floor(first);
            last = Math.ceil(last);
        }
        first = Math.max(0, first);
        last = Math.min(size - 1.0, last);
        double span = last == first ? 0.001 : last - first;
        double stretched = Math.clamp((pair - first) / span, 0.0, 1.0);
        return frequency * (1 - stretched + stretched / rope.parameter("factor", 1));
    }

    /** The pair that turns so many times within the original context. */
    private static double pairOf(Rope rope, int size, double turns) {
        double original = rope.parameter("original_max_position_embeddings", 4096);
        return size * Math.log(original / (turns * 2 * Math.PI)) / (2 * Math.log(rope.theta()));
    }

    /** Factor of cosines and sines, so that the scores of the attention grow by its square. */
    static double attention(Rope rope) {
        if (!rope.type().equals("yarn")) {
            return 1;
        }
        double scale = rope.parameter("mscale", 0);
        double scaleOfAll = rope.parameter("mscale_all_dim", 0);
        double recommended =
                scale == 0 || scaleOfAll == 0 ? warmth(rope, 1) : warmth(rope, scale) / warmth(rope, scaleOfAll);
        return rope.parameter("attention_factor", recommended);
    }

    private static double warmth(Rope rope, double scale) {
        double factor = rope.parameter("factor", 1);
        return factor <= 1 ? 1 : 0.1 * scale * Math.log(factor) + 1;
    }
}
