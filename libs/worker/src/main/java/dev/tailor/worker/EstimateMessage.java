package dev.tailor.worker;

import dev.tailor.model.TrainingEstimate;
import dev.tailor.model.TrainingEstimate.Change;
import dev.tailor.proto.worker.v1.PlanChange;
import dev.tailor.proto.worker.v1.PlanMemory;
import dev.tailor.proto.worker.v1.PlanResponse;

/** Writes an estimate as the message that carries it. */
final class EstimateMessage {

    private EstimateMessage() {}

    static PlanResponse of(TrainingEstimate estimate, RowCounts rows) {
        var message = PlanResponse.newBuilder()
                .setFits(estimate.fits())
                .setMemory(memory(estimate.memory()))
                .setStepSeconds(estimate.stepSeconds())
                .setSteps(estimate.steps())
                .setSeconds(estimate.seconds())
                .setTrainedTokens(estimate.trainedTokens())
                .setRowsTruncated(rows.truncated())
                .setRowsDropped(rows.dropped())
                .setRowsSplit(rows.split());
        estimate.change().ifPresent(change -> message.setChange(change(change)));
        return message.build();
    }

    private static PlanMemory memory(TrainingEstimate.Memory memory) {
        return PlanMemory.newBuilder()
                .setWeights(memory.weights())
                .setGradients(memory.gradients())
                .setOptimizer(memory.optimizer())
                .setActivations(memory.activations())
                .setOther(memory.other())
                .setTotal(memory.total())
                .setLimit(memory.limit())
                .build();
    }

    private static PlanChange change(Change change) {
        var message = PlanChange.newBuilder();
        return switch (change) {
            case Change.MicroBatchSize size ->
                message.setMicroBatchSize(size.rows()).build();
            case Change.GradientCheckpointing on ->
                message.setGradientCheckpointing(true).build();
            case Change.SequenceLength length ->
                message.setSequenceLength(length.tokens()).build();
        };
    }
}
