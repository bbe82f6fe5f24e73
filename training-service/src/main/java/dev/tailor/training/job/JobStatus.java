package dev.tailor.training.job;

import java.util.Arrays;
import java.util.List;

/** The name of a state, for lists and columns. */
public enum JobStatus {
    VALIDATING_FILES,
    QUEUED,
    RUNNING,
    PAUSED,
    SUCCEEDED,
    FAILED,
    CANCELLED;

    /** Those of jobs that may still go on. */
    public static List<JobStatus> unfinished() {
        return Arrays.stream(values()).filter(status -> !status.isFinished()).toList();
    }

    public boolean isFinished() {
        return switch (this) {
            case VALIDATING_FILES, QUEUED, RUNNING, PAUSED -> false;
            case SUCCEEDED, FAILED, CANCELLED -> true;
        };
    }
}
