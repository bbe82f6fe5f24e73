package dev.tailor.worker;

import dev.tailor.model.TrainingEstimate;
import dev.tailor.model.TrainingEstimate.Change;
import dev.tailor.proto.worker.v1.PlanChange;
import dev.tailor.proto.worker.v1.PlanMemory;
import dev.tailor.proto.worker.v1.PlanResponse;

/** Forecasts as messages. */
final class Forecasts {

    private Forecasts() {}

    static PlanResponse message(TrainingEstimate forecast, RowCounts rows) {
        var message = PlanResponse.newBuilder()
                .setFits(forecast.fits())
                .setMemory(memory(forecast.memory()))
                .setStepSeconds(forecast.stepSeconds())
                .setSteps(forecast.steps())
                .setSeconds(forecast.seconds())
                .setTrainedTokens(forecast.trainedTokens())
                .setRowsTruncated(rows.truncated())
                .setRowsDropped(rows.dropped())
                .setRowsSplit(rows.split());
        forecast.change().ifPresent(change -> message.setChange(change(change)));
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
