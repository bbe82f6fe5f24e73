package dev.tailor.gateway.jobs.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailor.proto.training.v1.Actual;
import dev.tailor.proto.training.v1.TrainingJob;
import org.junit.jupiter.api.Test;

class JobJsonTest {

    @Test
    void theShareOfThePeakIsToldWhereItIsKnown() {
        // Given
        var known = TrainingJob.newBuilder().setActual(Actual.newBuilder().setMfu(0.25));
        var unknown = TrainingJob.newBuilder().setActual(Actual.newBuilder().setSeconds(9));
        // Then
        assertThat(JobJson.job(known.build()).at("/x_tailor/actual/mfu").asDouble())
                .isEqualTo(0.25);
        assertThat(JobJson.job(unknown.build()).at("/x_tailor/actual").has("mfu"))
                .isFalse();
    }
}
