package dev.tailor.model.internal;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import dev.tailor.model.Benchmark.Product;
import dev.tailor.model.Precision;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What this machine can do at best. */
public final class Ceiling {

    private static final String SOURCE = "benchmark.torchscript";
    /** Operations, or bytes, of one call: some tens of milliseconds. */
    private static final double OPERATIONS_PER_CALL = 2e10;

    private static final double BYTES_PER_CALL = 5e8;
    private static final int FEWEST = 3;

    private Ceiling() {}

    /** Operations a second. */
    public static double products(Precision precision, Product product, Duration time) {
        TensorScript.prepareThread();
        try (var manager = NDManager.newBaseManager("PyTorch");
                var script = TensorScript.load(manager, SOURCE);
                var casts = TensorScript.load(manager)) {
            var type = Decoder.supported(manager, precision);
            var x = casts.cast(random(manager, product.m(), product.k()), type);
            var w = casts.cast(random(manager, product.n(), product.k()), type);
            long calls = Math.max(1, (long) (OPERATIONS_PER_CALL / product.operations()));
            double best = 0;
            var methods = type == ElementType.F32 ? List.of("product", "pointwise") : List.of("product");
            for (var method : methods) {
                double seconds = fastest(
                        time.dividedBy(methods.size()),
                        () -> script.tensor(manager, method, x, w, calls).close());
                best = Math.max(best, product.operations() * calls / seconds);
            }
            return best;
        }
    }

    private static NDArray random(NDManager manager, long rows, long columns) {
        return manager.randomNormal(0, 1, new Shape(rows, columns), DataType.FLOAT32);
    }

    /** The number format in which products of the precision are computed here. */
    public static String arithmetic(Precision precision) {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            return Decoder.supported(manager, precision).name().toLowerCase(Locale.ROOT);
        }
    }

    /** Bytes a second. */
    public static double reading(long bytes, Duration time) {
        TensorScript.prepareThread();
        try (var manager = NDManager.newBaseManager("PyTorch");
                var script = TensorScript.load(manager, SOURCE)) {
            var x = manager.ones(new Shape(bytes / Float.BYTES));
            long calls = Math.max(1, (long) (BYTES_PER_CALL / bytes));
            double best = 0;
            for (var method : List.of("sum", "greatest")) {
                double seconds = fastest(
                        time.dividedBy(2),
                        () -> script.tensor(manager, method, x, calls).close());
                best = Math.max(best, (double) bytes * calls / seconds);
            }
            return best;
        }
    }

    private static double fastest(Duration time, Runnable work) {
        double best = Double.MAX_VALUE;
        long end = System.nanoTime() + time.toNanos();
        for (int call = 0; call < FEWEST || System.nanoTime() < end; call++) {
            long began = System.nanoTime();
            work.run();
            best = Math.min(best, (System.nanoTime() - began) / 1e9);
        }
        return best;
    }
}
