package dev.tailor.data.dataset.db;

import dev.tailor.data.dataset.Dataset;
import dev.tailor.data.dataset.DatasetCounts;
import dev.tailor.data.dataset.Deal;
import dev.tailor.data.dataset.Source;
import dev.tailor.data.dataset.SplitShares;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Between datasets and their rows. */
final class DatasetRowMapper {

    private DatasetRowMapper() {}

    static DatasetRow toRow(Dataset dataset) {
        var row = new DatasetRow();
        row.id = dataset.id();
        row.trainingFile = dataset.origin().training().fileId();
        row.trainingRows = dataset.origin().training().rows();
        dataset.origin().validationSource().ifPresent(validation -> {
            row.validationFile = validation.fileId();
            row.validationRows = validation.rows();
        });
        row.trainShare = dataset.shares().train();
        row.validationShare = dataset.shares().validation();
        row.testShare = dataset.shares().test();
        row.seed = dataset.shares().seed();
        row.testBelow = dataset.deal().testBelow();
        row.validationBelow = dataset.deal().validationBelow();
        row.trainCount = dataset.counts().train();
        row.validationCount = dataset.counts().validation();
        row.testCount = dataset.counts().test();
        row.duplicateCount = dataset.counts().duplicates();
        row.rejectedCount = dataset.counts().rejected();
        row.createdAt = dataset.createdAt().toEpochMilli();
        return row;
    }

    static Dataset toDataset(DatasetRow row) {
        return new Dataset(
                row.id,
                new Dataset.Origin(new Source(row.trainingFile, row.trainingRows), validation(row)),
                new SplitShares(row.trainShare, row.validationShare, row.testShare, row.seed),
                new Deal(row.seed, row.testBelow, row.validationBelow),
                new DatasetCounts(
                        row.trainCount, row.validationCount, row.testCount, row.duplicateCount, row.rejectedCount),
                Instant.ofEpochMilli(row.createdAt));
    }

    private static @Nullable Source validation(DatasetRow row) {
        return row.validationFile == null || row.validationRows == null
                ? null
                : new Source(row.validationFile, row.validationRows);
    }
}
