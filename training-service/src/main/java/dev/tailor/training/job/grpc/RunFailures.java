package dev.tailor.training.job.grpc;

import dev.tailor.training.job.JobFailure;
import dev.tailor.training.job.Trainer;
import dev.tailor.worker.launch.WorkerEnd;
import io.grpc.StatusRuntimeException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** What a run hears when a call of the worker fails. */
final class RunFailures {

    private static final Set<String> PUBLIC = Set.of("model", "training_file", "validation_file");
    private static final String DISK_FULL = "DISK_FULL";

    private RunFailures() {}

    /** @param end of the worker, asked for where it answers no more */
    static RuntimeException of(StatusRuntimeException failed, Supplier<WorkerEnd> end) {
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
            case UNAVAILABLE -> lost(end.get(), failed);
            default -> new Trainer.WorkerLost(problem.message(), failed);
        };
    }

    private static Trainer.WorkerLost lost(WorkerEnd end, StatusRuntimeException failed) {
        return new Trainer.WorkerLost("the training process " + end.inWords(), remedy(end.kind()), failed);
    }

    private static String remedy(WorkerEnd.Kind kind) {
        return switch (kind) {
            case KILLED ->
                "lower x_tailor.micro_batch_size or x_tailor.sequence_length, set x_tailor.gradient_checkpointing, or give"
                        + " training-service more memory and tell it in TAILOR_WORKER_MEMORY_MEGABYTES";
            case HEAP_FULL -> "raise TAILOR_WORKER_HEAP_MEGABYTES of training-service, or train on fewer rows";
            case CRASHED ->
                "see in the log where; on a GPU compare its driver with the CUDA of the folder in PYTORCH_LIBRARY_PATH, and"
                        + " lower x_tailor.micro_batch_size where memory is short";
            case TERMINATED -> "find out who ends it; the job itself needs no change";
            case ENDED, SILENT -> "look into the log for the reason";
        };
    }

    /** The worker names settings bare; users know them under their key. */
    private static String publicName(String setting) {
        return PUBLIC.contains(setting) ? setting : "x_tailor." + setting;
    }
}
