package dev.tailor.training.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Data-service, as far as a job needs it. */
public interface Datasets {

    /** Whether there is certainly no such file; false also where data-service does not answer. */
    boolean lacks(String fileId);

    Resolution resolve(String trainingFile, @Nullable String validationFile, @Nullable SplitShares split);

    /** Writes the rows of one split as JSON lines. Throws {@link Unreachable} where another try may help. */
    void write(String datasetId, Part part, Path target) throws IOException;

    /** Stores a result file and answers its id; empty if that failed. */
    Optional<String> upload(String filename, byte[] content);

    /** Data-service does not answer. */
    final class Unreachable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        public Unreachable(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** The splits of a dataset; training reads the first two. */
    enum Part {
        TRAIN,
        VALIDATION,
        TEST
    }

    /** What became of the wish for a dataset. */
    sealed interface Resolution {

        record Ready(PreparedDataset dataset) implements Resolution {}

        /** The file is still being prepared, or data-service cannot be reached. */
        record NotYet(String reason) implements Resolution {}

        record Refused(JobFailure failure) implements Resolution {}

        /** Data-service has a fault; that may be over with the next try, or never. */
        record Faulty(String reason) implements Resolution {}
    }
}
