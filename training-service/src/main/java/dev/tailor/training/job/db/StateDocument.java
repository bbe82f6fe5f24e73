package dev.tailor.training.job.db;

import static java.util.Objects.requireNonNull;

import dev.tailor.training.job.JobFailure;
import dev.tailor.training.job.JobState;
import dev.tailor.training.job.JobStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A state, flat; times are epoch milliseconds, and what the status does not need is null. */
record StateDocument(
        JobStatus status,
        @Nullable Long at,
        @Nullable String name,
        @Nullable JobFailure failure) {

    static StateDocument of(JobState state) {
        var status = state.status();
        return switch (state) {
            case JobState.ValidatingFiles validating -> new StateDocument(status, null, null, null);
            case JobState.Queued queued -> new StateDocument(status, null, null, null);
            case JobState.Paused paused -> new StateDocument(status, null, null, null);
            case JobState.Running running ->
                new StateDocument(status, running.leaseUntil().toEpochMilli(), running.worker(), null);
            case JobState.Succeeded succeeded ->
                new StateDocument(status, succeeded.at().toEpochMilli(), succeeded.model(), null);
            case JobState.Failed failed ->
                new StateDocument(status, failed.at().toEpochMilli(), null, failed.failure());
            case JobState.Cancelled cancelled ->
                new StateDocument(status, cancelled.at().toEpochMilli(), null, null);
        };
    }

    JobState state() {
        return switch (status) {
            case VALIDATING_FILES -> new JobState.ValidatingFiles();
            case QUEUED -> new JobState.Queued();
            case PAUSED -> new JobState.Paused();
            case RUNNING -> new JobState.Running(requireNonNull(name), time());
            case SUCCEEDED -> new JobState.Succeeded(requireNonNull(name), time());
            case FAILED -> new JobState.Failed(requireNonNull(failure), time());
            case CANCELLED -> new JobState.Cancelled(time());
        };
    }

    private Instant time() {
        return Instant.ofEpochMilli(requireNonNull(at));
    }
}
