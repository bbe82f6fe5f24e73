package dev.tailor.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.rpc.ErrorInfo;
import dev.tailor.proto.data.v1.ListFilesRequest;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.Closeable;
import java.io.IOException;
import java.util.Objects;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/** A real PostgreSQL that goes away under the running service. */
@QuarkusTest
@QuarkusTestResource(value = PostgresServer.class, restrictToAnnotatedClass = true)
class DatabaseAwayTest {

    @ConfigProperty(name = "quarkus.grpc.server.port")
    int port;

    /** The server puts itself here. */
    Closeable database = () -> {};

    @Test
    void callsAreToldToComeAgain() throws IOException {
        try (var client = new DataClient(port)) {
            // Given
            assertThat(client.files().listFiles(everything()).getFilesList()).isEmpty();
            database.close();
            // When
            var told = catchThrowableOfType(
                    StatusRuntimeException.class, () -> client.files().listFiles(everything()));
            // Then
            assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
            assertThat(told).hasMessageContaining("The database of data-service does not answer; try again later");
            var details =
                    Objects.requireNonNull(StatusProto.fromThrowable(told)).getDetailsList();
            assertThat(details.getFirst().unpack(ErrorInfo.class).getReason()).isEqualTo("DATABASE_UNAVAILABLE");
        }
    }

    private static ListFilesRequest everything() {
        return ListFilesRequest.getDefaultInstance();
    }
}
