package dev.tailor.training.catalogue;

import dev.tailor.training.job.Precision;
import dev.tailor.training.problem.InvalidJobSpec;
import org.jspecify.annotations.Nullable;

/**
 * What a training may take, and what it is to do.
 *
 * @param memory bytes
 * @param method null: any
 * @param tokens of all epochs together; null: not known
 * @param seconds null: as many as it needs
 * @param load of one forward pass
 */
public record Question(
        long memory,
        @Nullable CatalogueMethod method,
        @Nullable Long tokens,
        @Nullable Double seconds,
        Load load) {

    public Question {
        check(memory > 0, "memory", "memory must be above 0 bytes, was " + memory);
        check(tokens == null || tokens > 0, "tokens", "tokens must be at least 1, was " + tokens);
        check(seconds == null || seconds > 0, "seconds", "seconds must be above 0, was " + seconds);
    }

    private static void check(boolean holds, String field, String message) {
        if (!holds) {
            throw new InvalidJobSpec(field, message);
        }
    }

    /** One forward pass: how long and how many its rows are, and how products are computed. */
    public record Load(int sequenceLength, int batchSize, Precision precision) {

        private static final int LONGEST = 10_000_000;
        private static final int MOST = 65_536;

        public Load {
            check(
                    sequenceLength > 0 && sequenceLength <= LONGEST,
                    "sequence_length",
                    "sequence_length must lie between 1 and %d, was %d".formatted(LONGEST, sequenceLength));
            check(
                    batchSize > 0 && batchSize <= MOST,
                    "batch_size",
                    "batch_size must lie between 1 and %d, was %d".formatted(MOST, batchSize));
        }

        long tokens() {
            return (long) sequenceLength * batchSize;
        }
    }
}
