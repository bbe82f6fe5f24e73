package dev.tailor.model.internal.kernel;

import java.lang.foreign.MemorySegment;

/** An operator on a processor. */
interface Kernel extends Operator {

    void run(Arguments arguments);

    @Override
    default void call(MemorySegment values, Signature signature) {
        try (var arguments = Arguments.of(values, signature)) {
            run(arguments);
        }
    }
}
