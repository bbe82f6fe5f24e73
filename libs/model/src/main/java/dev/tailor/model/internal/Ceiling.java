package dev.tailor.model.internal;

import ai.djl.engine.Engine;
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

    private static final Duration GLANCE_TIME = Duration.ofMillis(40);
    private static final Effort GLANCE = new Effort(new Product(256, 1024, 1024), 0, GLANCE_TIME);
    private static final Effort GLANCE_AT_GPU = new Effort(new Product(4096, 4096, 4096), 1e12, GLANCE_TIME);

    private static final List<Product> LARGE = List.of(new Product(2048, 2048, 2048), new Product(1024, 1024, 4096));
    private static final Product LARGE_AT_GPU = new Product(8192, 8192, 8192);
    private static final double OPERATIONS_AT_GPU = 2e13;

    private static final double BYTES_PER_CALL = 5e8;
    private static final int FEWEST = 3;

    private Ceiling() {}

    /** Operations a second. */
    public static double products(Precision precision, Product product, Duration time) {
        return products(precision, new Effort(product, OPERATIONS_PER_CALL, time));
    }

    /** Operations a second of large products. */
    public static double peak(Precision precision, Duration time) {
        boolean gpu = Engine.getEngine("PyTorch").defaultDevice().isGpu();
        return gpu
                ? products(precision, new Effort(LARGE_AT_GPU, OPERATIONS_AT_GPU, time))
                : LARGE.stream()
                        .mapToDouble(product -> products(precision, product, time))
                        .max()
                        .orElseThrow();
    }

    /** Operations a second of large products, looked at for about a tenth of a second. */
    public static double glance(Precision precision) {
        try (var manager = NDManager.newBaseManager("PyTorch")) {
            return products(precision, manager.getDevice().isGpu() ? GLANCE_AT_GPU : GLANCE);
        }
    }

    /** @param operations of one call, at least one product's */
    private record Effort(Product product, double operations, Duration time) {}

    private static double products(Precision precision, Effort effort) {
        var product = effort.product();
        TensorScript.prepareThread();
        try (var manager = NDManager.newBaseManager("PyTorch");
                var script = TensorScript.load(manager, List.of(SOURCE))) {
            var type = Decoder.supported(manager, precision);
            var x = operand(manager, new Shape(product.m(), product.k()), type);
            var w = operand(manager, new Shape(product.n(), product.k()), type);
            long calls = Math.max(1, (long) (effort.operations() / product.operations()));
            double best = 0;
            boolean pointwise = type == ElementType.F32 && !manager.getDevice().isGpu();
            var methods = pointwise ? List.of("product", "pointwise") : List.of("product");
            for (var method : methods) {
                double seconds = fastest(
                        effort.time().dividedBy(methods.size()),
                        () -> await(script.tensor(manager, method, x, w, calls)));
                best = Math.max(best, product.operations() * calls / seconds);
            }
            return best;
        }
    }

    /** The decoder's script takes longer to load than a glance lasts. */
    private static NDArray operand(NDManager manager, Shape shape, ElementType type) {
        var numbers = manager.randomNormal(0, 1, shape, DataType.FLOAT32);
        if (type == ElementType.F32) {
            return numbers;
        }
        try (numbers;
                var casts = TensorScript.load(manager)) {
            return casts.cast(numbers, type);
        }
    }

    /** A device works behind the back of its caller until a number is asked for. */
    private static void await(NDArray result) {
        try (result) {
            result.toFloatArray();
        }
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
                var script = TensorScript.load(manager, List.of(SOURCE))) {
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
