package dev.tailor.worker;

import dev.tailor.model.Benchmark;
import dev.tailor.model.Precision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleUnaryOperator;

/**
 * The floating point operations a second that large products reach here, looked at once for each precision; on a machine
 * that was busy then, what a step reached since is more, and the peak is at least that.
 */
final class Peaks {

    private final Map<Precision, Double> seen = new ConcurrentHashMap<>();

    /** The share of the peak that so many operations a second are; at most 1. */
    DoubleUnaryOperator of(Precision precision) {
        seen.computeIfAbsent(precision, Benchmark::peakAtAGlance);
        return operations -> operations / seen.merge(precision, operations, Math::max);
    }
}
