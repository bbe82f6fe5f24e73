package dev.tailor.training.job.grpc;

import dev.tailor.training.job.JobFailure;
import dev.tailor.training.job.Trainer;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.Set;

/** What a run hears when a call of the worker fails. */
final class RunFailures {

    private static final Set<String> PUBLIC = Set.of("model", "training_file", "validation_file");
    private static final String DISK_FULL = "DISK_FULL";

    private RunFailures() {}

    static RuntimeException of(StatusRuntimeException failed) {
        var problem = RemoteProblem.of(failed);
        if (problem.reason().equals(DISK_FULL)) {
            return new Trainer.DiskFull(problem.message(), failed);
        }
        return switch (failed.getStatus().getCode()) {
            case INVALID_ARGUMENT, FAILED_PRECONDITION, RESOURCE_EXHAUSTED ->
                new Trainer.RunRefused(new JobFailure(
                        problem.reason().toLowerCase(Locale.ROOT),
                        problem.message(),
                        problem.field().map(RunFailures::publicName).orElse(null)));
            case UNAVAILABLE -> new Trainer.WorkerLost("the training process has died", failed);
            default -> new Trainer.WorkerLost(problem.message(), failed);
        };
    }

    /** The worker names settings bare; users know them under their key. */
    private static String publicName(String setting) {
        return PUBLIC.contains(setting) ? setting : "x_tailor." + setting;
    }
}
