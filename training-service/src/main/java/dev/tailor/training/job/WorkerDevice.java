package dev.tailor.training.job;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells what the worker of this service computes on. */
@FunctionalInterface
public interface WorkerDevice {

    /** Empty: on processors. */
    Optional<Gpu> gpu();

    /** What {@code auto} takes. */
    default Precision precision() {
        return gpu().map(Gpu::precision).orElse(Precision.FP32);
    }

    /**
     * A graphics processor.
     *
     * @param memory bytes; null where nobody tells
     * @param generation major number of its compute capability; null where nobody tells
     */
    record Gpu(@Nullable Long memory, @Nullable Integer generation) {

        public static final Gpu UNKNOWN = new Gpu(null, null);

        private static final int AMPERE = 8;
        private static final int VOLTA = 7;

        /** Cards before Ampere have no bfloat16; those before Volta, but for one, are slower in float16 than in float32. */
        Precision precision() {
            if (generation == null || generation >= AMPERE) {
                return Precision.BF16;
            }
            return generation >= VOLTA ? Precision.FP16 : Precision.FP32;
        }
    }
}
