package dev.tailor.training.job;

import java.time.Instant;
import java.util.Optional;

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

    /** Empty where this move is not legal, as with the other two. */
    default Optional<JobState> cancel(Instant now) {
        return switch (this) {
            case ValidatingFiles validating -> Optional.of(new Cancelled(now));
            case Queued queued -> Optional.of(new Cancelled(now));
            case Running running -> Optional.of(new Cancelled(now));
            case Paused paused -> Optional.of(new Cancelled(now));
            case Succeeded succeeded -> Optional.empty();
            case Failed failed -> Optional.empty();
            case Cancelled cancelled -> Optional.empty();
        };
    }

    default Optional<JobState> pause() {
        return switch (this) {
            case Queued queued -> Optional.of(new Paused());
            case Running running -> Optional.of(new Paused());
            case ValidatingFiles validating -> Optional.empty();
            case Paused paused -> Optional.empty();
            case Succeeded succeeded -> Optional.empty();
            case Failed failed -> Optional.empty();
            case Cancelled cancelled -> Optional.empty();
        };
    }

    default Optional<JobState> resume() {
        return this instanceof Paused ? Optional.of(new Queued()) : Optional.empty();
    }

    default JobState fail(JobFailure failure, Instant now) {
        return switch (this) {
            case ValidatingFiles validating -> new Failed(failure, now);
            case Running running -> new Failed(failure, now);
            case Queued queued -> throw unable();
            case Paused paused -> throw unable();
            case Succeeded succeeded -> throw unable();
            case Failed failed -> throw unable();
            case Cancelled cancelled -> throw unable();
        };
    }

    private IllegalStateException unable() {
        return new IllegalStateException("A job that is %s cannot fail".formatted(status()));
    }
}
