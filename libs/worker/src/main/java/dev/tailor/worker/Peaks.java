package dev.tailor.worker;

import dev.tailor.model.Benchmark;
import dev.tailor.model.Precision;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The floating point operations a second that large products reach here, looked at once for each precision. */
final class Peaks {

    private final Map<Precision, Double> seen = new ConcurrentHashMap<>();

    double of(Precision precision) {
        return seen.computeIfAbsent(precision, Benchmark::peakAtAGlance);
    }
}
