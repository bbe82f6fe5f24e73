package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BenchmarkTest {

    @Test
    void aGlanceAtThePeakSeesABillionOperationsASecondAtLeast() {
        assertThat(Benchmark.peakAtAGlance(Precision.FP32)).isGreaterThan(1e9).isFinite();
    }
}
