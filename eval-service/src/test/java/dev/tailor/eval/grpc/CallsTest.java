package dev.tailor.eval.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTest {

    @Test
    void aDatabaseThatIsAwayIsNoFaultOfTheService() {
        // When
        var told = toldOf(new IllegalStateException(new SQLException("Connection refused", "08001")));
        // Then
        assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(told).hasMessageContaining("The database of eval-service does not answer; try again later");
    }

    @Test
    void aDatabaseThatRefusesAStatementIs() {
        // When
        var told = toldOf(new IllegalStateException(new SQLException("No such column", "42703")));
        // Then
        assertThat(told.getStatus().getCode()).isEqualTo(Status.Code.INTERNAL);
        assertThat(told).hasMessageNotContaining("column");
    }

    private static StatusRuntimeException toldOf(RuntimeException failed) {
        var caller = new Caller();
        Calls.answer(caller, () -> {
            throw failed;
        });
        return (StatusRuntimeException) caller.errors.getFirst();
    }

    private static final class Caller implements StreamObserver<String> {
        private final List<Throwable> errors = new ArrayList<>();

        @Override
        public void onNext(String answer) {
            throw new AssertionError(answer);
        }

        @Override
        public void onError(Throwable error) {
            errors.add(error);
        }

        @Override
        public void onCompleted() {
            throw new AssertionError("completed");
        }
    }
}
