package dev.tailor.training.job;

import dev.tailor.storage.DatabaseOutage;
import dev.tailor.storage.Failures;
import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * What passes without a change of the job: a disk without room, a database or another service that does not answer.
 *
 * @param reason a sentence without its full stop
 */
record Outage(String reason) {

    private static final List<String> NO_ROOM = List.of("No space left on device", "Disk quota exceeded");

    static Optional<Outage> of(Throwable failed) {
        return Failures.behind(failed)
                .flatMap(cause -> named(cause).stream())
                .findFirst()
                .or(() -> DatabaseOutage.behind(failed).map(Outage::ofDatabase));
    }

    private static Optional<Outage> named(Throwable cause) {
        var message = String.valueOf(cause.getMessage());
        return switch (cause) {
            case Trainer.DiskFull full -> Optional.of(new Outage(message));
            case Datasets.Unreachable away -> Optional.of(new Outage(message));
            case IOException full
            when NO_ROOM.stream().anyMatch(message::contains) ->
                Optional.of(new Outage("The disk of training-service is full: " + message));
            default -> Optional.empty();
        };
    }

    private static Outage ofDatabase(SQLException away) {
        return new Outage("The database of training-service does not answer: " + away.getMessage());
    }
}
