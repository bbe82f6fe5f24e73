package dev.tailor.model.internal;

import dev.tailor.model.InvalidModel;
import java.nio.file.Path;
import java.util.List;

/**
 * Where a tensor lies. It is as long as its shape says and lies at a multiple of its element's size.
 *
 * @param offset of its first byte, from the beginning of the file
 */
record StoredTensor(Path file, String name, ElementType type, List<Long> shape, long offset) {

    StoredTensor {
        shape = List.copyOf(shape);
        if (shape.stream().anyMatch(size -> size < 0) || overflows(shape, type)) {
            throw new InvalidModel("%s: tensor %s has an impossible shape %s".formatted(file, name, shape));
        }
        if (offset < 0 || offset % type.bytes() != 0) {
            throw new InvalidModel("%s: tensor %s of type %s lies at byte %d, which is no multiple of %d"
                    .formatted(file, name, type, offset, type.bytes()));
        }
    }

    long elements() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    long bytes() {
        return elements() * type.bytes();
    }

    long[] shapeArray() {
        return shape.stream().mapToLong(Long::longValue).toArray();
    }

    /** Whether the bytes could be counted in a long, whatever the order of the sizes. */
    private static boolean overflows(List<Long> shape, ElementType type) {
        long bytes = type.bytes();
        for (long size : shape) {
            if (size > 0 && bytes > Long.MAX_VALUE / size) {
                return true;
            }
            bytes *= Math.max(size, 1);
        }
        return false;
    }
}
