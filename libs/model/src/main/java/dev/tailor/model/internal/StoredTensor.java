package dev.tailor.model.internal;

import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor lies.
 *
 * @param offset of its first byte, from the beginning of the file
 */
record StoredTensor(Path file, String name, ElementType type, List<Long> shape, long offset) {

    long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    long[] shapeArray() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }
}
