package dev.tailor.training.job.grpc;

import dev.tailor.proto.training.v1.PlanSuggestion;
import dev.tailor.proto.training.v1.PlannedMemory;
import dev.tailor.proto.training.v1.TrainingPlan;
import dev.tailor.proto.worker.v1.PlanChange;
import dev.tailor.proto.worker.v1.PlanMemory;
import dev.tailor.proto.worker.v1.PlanResponse;
import dev.tailor.training.job.Plan;
import dev.tailor.training.job.TrainerReport;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Plans as the worker tells them, and as they are passed on. */
final class PlanProto {

    private PlanProto() {}

    static Plan plan(PlanResponse message) {
        var rows = new TrainerReport.LongRows(
                message.getRowsTruncated(), message.getRowsDropped(), message.getRowsSplit(), List.of());
        return new Plan(
                message.getFits(),
                memory(message.getMemory()),
                message.getStepSeconds(),
                message.getSteps(),
                message.getSeconds(),
                message.getTrainedTokens(),
                rows,
                null,
                message.hasChange() ? suggestion(message.getChange()) : null);
    }

    private static Plan.Memory memory(PlanMemory memory) {
        return new Plan.Memory(
                memory.getWeights(),
                memory.getGradients(),
                memory.getOptimizer(),
                memory.getActivations(),
                memory.getOther(),
                memory.getTotal(),
                memory.getLimit());
    }

    private static Plan.@Nullable Suggestion suggestion(PlanChange change) {
        return switch (change.getChangeCase()) {
            case MICRO_BATCH_SIZE -> suggestion("micro_batch_size", Integer.toString(change.getMicroBatchSize()));
            case GRADIENT_CHECKPOINTING -> suggestion("gradient_checkpointing", "true");
            case SEQUENCE_LENGTH -> suggestion("sequence_length", Integer.toString(change.getSequenceLength()));
            case CHANGE_NOT_SET -> null;
        };
    }

    private static Plan.Suggestion suggestion(String setting, String value) {
        var param = "x_tailor." + setting;
        return new Plan.Suggestion(param, value, "with %s %s it fits".formatted(param, value));
    }

    static TrainingPlan message(Plan plan) {
        var message = TrainingPlan.newBuilder()
                .setFits(plan.fits())
                .setMemory(message(plan.memory()))
                .setStepSeconds(plan.stepSeconds())
                .setSteps(plan.steps())
                .setSeconds(plan.seconds())
                .setTrainedTokens(plan.trainedTokens())
                .setRowsTruncated(plan.longRows().truncated())
                .setRowsDropped(plan.longRows().dropped())
                .setRowsSplit(plan.longRows().split());
        JobProto.given(plan.price(), message::setPrice);
        JobProto.given(
                plan.suggestion(),
                suggestion -> message.setSuggestion(PlanSuggestion.newBuilder()
                        .setParam(suggestion.param())
                        .setValue(suggestion.value())
                        .setMessage(suggestion.message())));
        return message.build();
    }

    private static PlannedMemory message(Plan.Memory memory) {
        return PlannedMemory.newBuilder()
                .setWeights(memory.weights())
                .setGradients(memory.gradients())
                .setOptimizer(memory.optimizer())
                .setActivations(memory.activations())
                .setOther(memory.other())
                .setTotal(memory.total())
                .setLimit(memory.limit())
                .build();
    }
}
