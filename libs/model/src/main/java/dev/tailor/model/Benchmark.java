package dev.tailor.model;

import dev.tailor.model.internal.Ceiling;
import dev.tailor.model.internal.Trial;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Steps training and times generation on random weights, and what the machine could do at best. Knows no files. */
public final class Benchmark {

    private Benchmark() {}

    /** A training like any other, to be stepped. */
    public static Stepper train(BenchmarkShape shape, Method method, Precision precision, BenchmarkRows rows) {
        return new Trial(shape, precision).train(method, rows);
    }

    /** Makes one step at a time. */
    public interface Stepper extends AutoCloseable {

        /** Returns the tokens of the step, without padding. */
        long step();

        @Override
        void close();
    }

    /** Writes the model with random weights as a Hugging Face directory. */
    public static void write(BenchmarkShape shape, Path directory) throws IOException {
        new Trial(shape, Precision.FP32).write(directory);
    }

    /** What it is trained on. */
    public static List<Example> examples(BenchmarkShape shape, BenchmarkRows rows) {
        return new Trial(shape, Precision.FP32).examples(rows);
    }

    /** Seconds of each greedy continuation of a prompt, after a warm-up, for about the given time. */
    public static List<Double> generate(
            BenchmarkShape shape, Precision precision, Continuation continuation, Duration time) {
        return new Trial(shape, precision).generate(continuation, time);
    }

    /** The best floating point operations a second of a product [m, k] by [k, n]. */
    public static double products(Precision precision, Product product, Duration time) {
        return Ceiling.products(precision, product, time);
    }

    /** The best floating point operations a second of large products, each for about the given time. */
    public static double peak(Precision precision, Duration time) {
        return Ceiling.peak(precision, time);
    }

    /** The operations a second of large products, looked at for about a tenth of a second. */
    public static double peakAtAGlance(Precision precision) {
        return Ceiling.glance(precision);
    }

    /** The number format in which products of the precision are computed here; float32 on processors without bfloat16. */
    public static String arithmetic(Precision precision) {
        return Ceiling.arithmetic(precision);
    }

    /** The best bytes a second when that many bytes are read over and over. */
    public static double reading(long bytes, Duration time) {
        return Ceiling.reading(bytes, time);
    }

    /**
     * What to generate.
     *
     * @param prompt its length in tokens
     * @param tokens to come
     */
    public record Continuation(int prompt, int tokens) {}

    /** A product of two matrices, [m, k] and [k, n]. */
    public record Product(int m, int k, int n) {

        /** Floating point operations. */
        public double operations() {
            return 2.0 * m * k * n;
        }
    }
}
