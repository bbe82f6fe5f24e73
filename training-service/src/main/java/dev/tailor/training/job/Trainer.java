package dev.tailor.training.job;

import dev.tailor.training.model.LocalModel;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The worker: makes one run at a time, for one caller; only {@link #stop} may come from others. */
public interface Trainer {

    /**
     * Trains and reports until the run has ended or was stopped. Throws {@link RunRefused} where the run can never
     * work, {@link DiskFull} where it has to wait for room, and {@link WorkerLost} where another try may do.
     */
    void train(Run run, Consumer<TrainerReport> reports);

    /** Measures what a run would take; throws as training does. Leaves no files. */
    Plan plan(Run run);

    /** Asks the present run to end after its current step, with a checkpoint; one that is being planned ends at once. */
    void stop();

    /** Gives back what the present run holds; the next one begins anew. */
    void leave();

    /**
     * One run.
     *
     * @param validationRows null: none
     * @param resumeFrom checkpoint to go on from
     */
    record Run(
            LocalModel model,
            Path trainRows,
            @Nullable Path validationRows,
            Path checkpoints,
            @Nullable Path resumeFrom,
            Path output,
            ResolvedSettings settings,
            int seed) {

        Run from(Path checkpoint) {
            return new Run(model, trainRows, validationRows, checkpoints, checkpoint, output, settings, seed);
        }
    }

    /** The worker refuses the run; trying again would not help. */
    final class RunRefused extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient JobFailure failure;

        public RunRefused(JobFailure failure) {
            super(failure.message());
            this.failure = failure;
        }

        JobFailure failure() {
            return failure;
        }
    }

    /** The worker found no room for its files. */
    final class DiskFull extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public DiskFull(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The worker died or broke off. */
    final class WorkerLost extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String remedy;

        public WorkerLost(String message, @Nullable Throwable cause) {
            this(message, "look into the log of the training process for the reason", cause);
        }

        /** @param remedy what to change where it happens again */
        public WorkerLost(String message, String remedy, @Nullable Throwable cause) {
            super(message, cause);
            this.remedy = remedy;
        }

        String remedy() {
            return remedy;
        }
    }
}
