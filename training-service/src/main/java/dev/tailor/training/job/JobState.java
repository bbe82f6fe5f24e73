package dev.tailor.training.job;

import dev.tailor.training.problem.IllegalJobMove;
import java.time.Instant;
import java.util.Locale;

/** Where a job is in its life, and the moves that are legal from there. */
public sealed interface JobState {

    record ValidatingFiles() implements JobState {
        Queued validated() {
            return new Queued();
        }
    }

    record Queued() implements JobState {
        Running start(String worker, Instant leaseUntil) {
            return new Running(worker, leaseUntil);
        }
    }

    /** @param leaseUntil until then nobody else may take the job */
    record Running(String worker, Instant leaseUntil) implements JobState {
        Running renewed(Instant until) {
            return new Running(worker, until);
        }

        Queued givenBack() {
            return new Queued();
        }

        Succeeded succeed(String model, Instant now) {
            return new Succeeded(model, now);
        }

        boolean expired(Instant now) {
            return !leaseUntil.isAfter(now);
        }
    }

    record Paused() implements JobState {}

    record Succeeded(String model, Instant at) implements JobState {}

    record Failed(JobFailure failure, Instant at) implements JobState {}

    record Cancelled(Instant at) implements JobState {}

    default JobStatus status() {
        return switch (this) {
            case ValidatingFiles validating -> JobStatus.VALIDATING_FILES;
            case Queued queued -> JobStatus.QUEUED;
            case Running running -> JobStatus.RUNNING;
            case Paused paused -> JobStatus.PAUSED;
            case Succeeded succeeded -> JobStatus.SUCCEEDED;
            case Failed failed -> JobStatus.FAILED;
            case Cancelled cancelled -> JobStatus.CANCELLED;
        };
    }

    default JobState cancel(Instant now) {
        return switch (this) {
            case ValidatingFiles validating -> new Cancelled(now);
            case Queued queued -> new Cancelled(now);
            case Running running -> new Cancelled(now);
            case Paused paused -> new Cancelled(now);
            case Succeeded succeeded -> throw illegal("cancelled");
            case Failed failed -> throw illegal("cancelled");
            case Cancelled cancelled -> throw illegal("cancelled");
        };
    }

    default JobState pause() {
        return switch (this) {
            case Queued queued -> new Paused();
            case Running running -> new Paused();
            case ValidatingFiles validating -> throw illegal("paused");
            case Paused paused -> throw illegal("paused");
            case Succeeded succeeded -> throw illegal("paused");
            case Failed failed -> throw illegal("paused");
            case Cancelled cancelled -> throw illegal("paused");
        };
    }

    default JobState resume() {
        if (this instanceof Paused) {
            return new Queued();
        }
        throw illegal("resumed");
    }

    default JobState fail(JobFailure failure, Instant now) {
        return switch (this) {
            case ValidatingFiles validating -> new Failed(failure, now);
            case Running running -> new Failed(failure, now);
            case Queued queued -> throw illegal("failed");
            case Paused paused -> throw illegal("failed");
            case Succeeded succeeded -> throw illegal("failed");
            case Failed failed -> throw illegal("failed");
            case Cancelled cancelled -> throw illegal("failed");
        };
    }

    private IllegalJobMove illegal(String move) {
        return new IllegalJobMove(move, status().name().toLowerCase(Locale.ROOT));
    }
}
