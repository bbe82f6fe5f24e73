package dev.tailor.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessMemoryTest {

    @Test
    void aLimitThatWasToldHoldsWhereTheSystemHasMore() {
        assertThat(ProcessMemory.limit(1)).isEqualTo(1);
    }

    @Test
    void theSystemsLimitHoldsWhereNothingOrMoreWasTold() {
        // When
        long system = ProcessMemory.limit(0);
        // Then
        assertThat(system).isGreaterThan(ProcessMemory.peak());
        assertThat(ProcessMemory.limit(Long.MAX_VALUE)).isEqualTo(system);
    }

    @Test
    void aProcessHasUsedSomething() {
        assertThat(ProcessMemory.peak()).isGreaterThan(1_000_000);
    }
}
