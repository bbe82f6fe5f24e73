package dev.tailor.data;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/** Runs what may fail in any way: the one place where everything is caught, so that it can be judged. */
public final class Attempt {

    private Attempt() {}

    /** What the work failed with; empty if it did not. */
    public static Optional<RuntimeException> at(Runnable work) {
        return of(
                () -> {
                    work.run();
                    return Optional.empty();
                },
                Optional::of);
    }

    /** What the work answers, or what its failure is turned into. */
    public static <T> T of(Supplier<T> work, Function<RuntimeException, T> otherwise) {
        try {
            return work.get();
        } catch (RuntimeException failed) {
            return otherwise.apply(failed);
        }
    }
}
