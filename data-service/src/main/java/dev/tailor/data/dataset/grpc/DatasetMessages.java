package dev.tailor.data.dataset.grpc;

import dev.tailor.data.InvalidRequest;
import dev.tailor.data.dataset.Dataset;
import dev.tailor.data.dataset.Split;
import dev.tailor.data.dataset.SplitShares;
import dev.tailor.data.preparation.PreparedRow;
import dev.tailor.proto.data.v1.DatasetCounts;
import dev.tailor.proto.data.v1.ResolveDatasetRequest;
import dev.tailor.proto.data.v1.Row;
import dev.tailor.proto.data.v1.SplitName;

/** Between datasets and their messages. */
final class DatasetMessages {

    private DatasetMessages() {}

    static SplitShares shares(ResolveDatasetRequest request) {
        if (!request.hasSplit()) {
            return request.hasValidationFileId() ? SplitShares.besideValidationFile() : SplitShares.ofOneFile();
        }
        var split = request.getSplit();
        return new SplitShares(split.getTrain(), split.getValidation(), split.getTest(), split.getSeed());
    }

    static Split split(SplitName name) {
        return switch (name) {
            case SPLIT_NAME_TRAIN -> Split.TRAIN;
            case SPLIT_NAME_VALIDATION -> Split.VALIDATION;
            case SPLIT_NAME_TEST -> Split.TEST;
            case SPLIT_NAME_UNSPECIFIED, UNRECOGNIZED ->
                throw new InvalidRequest("split", "split must be train, validation or test");
        };
    }

    static dev.tailor.proto.data.v1.Dataset message(Dataset dataset) {
        var shares = dataset.shares();
        var counts = dataset.counts();
        var message = dev.tailor.proto.data.v1.Dataset.newBuilder()
                .setId(dataset.id())
                .setTrainingFileId(dataset.origin().training().fileId())
                .setCreatedAt(dataset.createdAt().getEpochSecond())
                .setSplit(dev.tailor.proto.data.v1.SplitShares.newBuilder()
                        .setTrain(shares.train())
                        .setValidation(shares.validation())
                        .setTest(shares.test())
                        .setSeed(shares.seed()))
                .setCounts(DatasetCounts.newBuilder()
                        .setRows(counts.rows())
                        .setTrain(counts.train())
                        .setValidation(counts.validation())
                        .setTest(counts.test())
                        .setDuplicates(counts.duplicates())
                        .setRejected(counts.rejected()));
        dataset.origin().validationSource().ifPresent(source -> message.setValidationFileId(source.fileId()));
        return message.build();
    }

    static Row message(PreparedRow row) {
        return Row.newBuilder()
                .setId(row.key().id())
                .setLine(row.line())
                .setJson(row.json())
                .build();
    }
}
