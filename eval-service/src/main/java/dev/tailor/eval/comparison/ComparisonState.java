package dev.tailor.eval.comparison;

import java.time.Instant;
import java.util.List;

/** Where a comparison stands. A state owns the moves that are legal from it. */
public sealed interface ComparisonState {
    /** Of all states. */
    List<String> NAMES = List.of("queued", "running", "completed", "failed");

    /** Waits for its turn; attempts counts the runs that were begun and not ended. */
    record Queued(int attempts) implements ComparisonState {
        public Running start(Lease lease) {
            return new Running(lease, attempts + 1, 0);
        }
    }

    /** Runs under a lease; percent goes from 0 to 100. */
    record Running(Lease lease, int attempts, double percent) implements ComparisonState {
        /** Another one takes over a run whose lease ran out. */
        public Running takeOver(Lease next) {
            return new Running(next, attempts + 1, 0);
        }

        /** Back to the queue, to be tried again. */
        public Queued release() {
            return new Queued(attempts);
        }

        /** Back to the queue as if this run had not begun: what kept it from its end lies outside. */
        public Queued postpone() {
            return new Queued(attempts - 1);
        }

        public Completed complete(ComparisonResult result, Instant at) {
            return new Completed(result, at);
        }

        public Failed fail(Failure failure, Instant at) {
            return new Failed(failure, at);
        }
    }

    record Completed(ComparisonResult result, Instant at) implements ComparisonState {}

    record Failed(Failure failure, Instant at) implements ComparisonState {}

    /** As it is stored and counted. */
    default String name() {
        return switch (this) {
            case Queued queued -> "queued";
            case Running running -> "running";
            case Completed completed -> "completed";
            case Failed failed -> "failed";
        };
    }
}
