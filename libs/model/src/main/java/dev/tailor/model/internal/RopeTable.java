package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.ModelConfig;

/** Cosines and sines of the rotary position embedding, computed in double precision. */
final class RopeTable {

    private final int size;
    private final double[] frequencies;

    RopeTable(ModelConfig config) {
        size = config.headSize();
        frequencies = new double[size / 2];
        for (int pair = 0; pair < frequencies.length; pair++) {
            frequencies[pair] = Math.pow(config.ropeTheta(), -2.0 * pair / size);
        }
    }

    /** Cosine first, then sine, each of shape [rows, positions, 1, head size]. */
    NDArray[] at(NDManager manager, int[][] positions) {
        int length = positions[0].length;
        var cos = new float[positions.length * length * size];
        var sin = new float[cos.length];
        int at = 0;
        for (var row : positions) {
            for (int position : row) {
                for (int i = 0; i < size; i++) {
                    double angle = position * frequencies[i % frequencies.length];
                    cos[at] = (float) Math.cos(angle);
                    sin[at++] = (float) Math.sin(angle);
                }
            }
        }
        var shape = new Shape(positions.length, length, 1, size);
        return new NDArray[] {manager.create(cos, shape), manager.create(sin, shape)};
    }

    NDArray[] first(NDManager manager, int length) {
        var positions = new int[1][length];
        for (int i = 0; i < length; i++) {
            positions[0][i] = i;
        }
        return at(manager, positions);
    }
}
