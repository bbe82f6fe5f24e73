package dev.tailor.training.job.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import dev.tailor.proto.training.v1.ListJobsRequest;
import dev.tailor.proto.training.v1.TrainingJobsGrpc;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL that goes away under the running service. */
@QuarkusTest
@QuarkusTestResource(value = PostgresServer.class, restrictToAnnotatedClass = true)
class DatabaseAwayTest {

    private final TrainingJobsGrpc.TrainingJobsBlockingStub jobs;

    /** The server puts itself here. */
    Closeable database = () -> {};

    DatabaseAwayTest(TrainingJobsGrpc.TrainingJobsBlockingStub jobs) {
        this.jobs = jobs;
    }

    @Test
    void callsAreToldToComeAgain() throws IOException {
        // Given
        assertThat(jobs.listJobs(ListJobsRequest.getDefaultInstance())).isNotNull();
        database.close();
        // When
        var told = catchThrowableOfType(
                StatusRuntimeException.class, () -> jobs.listJobs(ListJobsRequest.getDefaultInstance()));
        // Then
        assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(told).hasMessageContaining("The database of training-service does not answer; try again later");
        var details = Objects.requireNonNull(StatusProto.fromThrowable(told)).getDetailsList();
        assertThat(details.getFirst().unpack(ErrorInfo.class).getReason()).isEqualTo("DATABASE_UNAVAILABLE");
    }
}
