package dev.tailor.data.dataset;

import dev.tailor.data.EmptySplit;
import dev.tailor.data.preparation.KeySet;
import dev.tailor.data.preparation.PreparedFile;
import dev.tailor.data.preparation.PreparedRows;
import dev.tailor.data.preparation.RowCounts;
import java.io.IOException;
import java.time.Clock;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes datasets of prepared files. */
final class Assembly {

    private final PreparedRows prepared;
    private final Clock clock;

    Assembly(PreparedRows prepared, Clock clock) {
        this.prepared = prepared;
        this.clock = clock;
    }

    /** Throws {@link EmptySplit} if a split that is asked for gets no row. */
    Dataset assemble(String id, Dataset.Origin origin, SplitShares shares) throws IOException {
        PreparedFile training = prepared.find(origin.training().rows());
        @Nullable Source second = origin.validation();
        KeySet held = second == null ? new KeySet() : prepared.keySet(second.rows());
        long[] numbers = numbers(training, shares.seed(), held);
        if (numbers.length == 0) {
            throw new EmptySplit("Every row of the training file \"%s\" is also in the validation file, so that nothing"
                            .formatted(origin.training().fileId())
                    + " is left to learn; use other validation rows");
        }
        Deal deal = Deal.of(numbers, shares);
        DatasetCounts counts = counts(numbers, deal, training.counts());
        DatasetCounts all = second == null
                ? counts
                : plus(counts, prepared.find(second.rows()).counts());
        return new Dataset(id, origin, shares, deal, all, clock.instant());
    }

    /** The numbers of the training file's rows, without those that are held for validation. */
    private long[] numbers(PreparedFile training, long seed, KeySet held) throws IOException {
        long[] numbers = new long[Math.toIntExact(training.counts().kept())];
        int[] filled = new int[1];
        prepared.keys(training.key(), key -> {
            if (!held.contains(key)) {
                numbers[filled[0]++] = key.deal(seed);
            }
        });
        return filled[0] == numbers.length ? numbers : Arrays.copyOf(numbers, filled[0]);
    }

    private static DatasetCounts counts(long[] numbers, Deal deal, RowCounts rows) {
        long test = Arrays.stream(numbers)
                .filter(number -> number < deal.testBelow())
                .count();
        long validation = Arrays.stream(numbers)
                        .filter(number -> number < deal.validationBelow())
                        .count()
                - test;
        long overlap = rows.kept() - numbers.length;
        return new DatasetCounts(
                numbers.length - validation - test, validation, test, rows.duplicates() + overlap, rows.rejected());
    }

    private static DatasetCounts plus(DatasetCounts counts, RowCounts validation) {
        return new DatasetCounts(
                counts.train(),
                validation.kept(),
                counts.test(),
                counts.duplicates() + validation.duplicates(),
                counts.rejected() + validation.rejected());
    }
}
