package dev.tailor.eval.comparison;

import java.util.function.Supplier;

/** What came of a piece of work: here alone, outside the endpoints, everything is caught, so that it can be judged. */
sealed interface Attempt<T> {
    record Done<T>(T result) implements Attempt<T> {}

    record Failed<T>(RuntimeException reason) implements Attempt<T> {}

    static <T> Attempt<T> of(Supplier<T> work) {
        try {
            return new Done<>(work.get());
        } catch (RuntimeException failed) {
            return new Failed<>(failed);
        }
    }
}
