package dev.tailor.worker;

import dev.tailor.model.Cadence;
import dev.tailor.model.GuardLimits;
import dev.tailor.model.LoraSettings;
import dev.tailor.model.Method;
import dev.tailor.model.Optimization;
import dev.tailor.model.Precision;
import dev.tailor.model.Prompts;
import dev.tailor.model.Schedule;
import dev.tailor.model.TrainingPlan;
import dev.tailor.model.TrainingSettings;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSettings;
import java.nio.file.Path;
import java.util.Optional;

/** The request of a training in the words of libs/model. */
final class TrainingPlans {

    private TrainingPlans() {}

    static TrainingPlan of(TrainRequest request) {
        return new TrainingPlan(
                Path.of(request.getModel().getDirectory()),
                path(request.getModel().getAdapterDirectory()),
                request.getBaseModelName(),
                settings(request.getSettings()),
                Path.of(request.getCheckpointDirectory()),
                path(request.getResumeFrom()),
                Path.of(request.getOutputDirectory()),
                Prompts.NONE);
    }

    private static Optional<Path> path(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }

    private static TrainingSettings settings(TrainSettings settings) {
        return new TrainingSettings(
                method(settings),
                settings.hasLora() ? lora(settings.getLora()) : LoraSettings.DEFAULT,
                optimization(settings),
                settings.getEpochs(),
                settings.getBatchSize(),
                settings.getMicroBatchSize(),
                precision(settings),
                settings.getGradientCheckpointing(),
                settings.getNeftuneAlpha(),
                settings.getSeed(),
                new Cadence(
                        settings.getEvalEverySteps(),
                        settings.getCheckpointEverySteps(),
                        settings.getCheckpointEveryMinutes(),
                        settings.getEarlyStoppingPatience(),
                        settings.getKeepCheckpoints()),
                guard(settings));
    }

    private static GuardLimits guard(TrainSettings settings) {
        return settings.hasGuard()
                ? new GuardLimits(
                        settings.getGuard().getMaxSkippedSteps(),
                        settings.getGuard().getGoBackAfter())
                : GuardLimits.DEFAULT;
    }

    private static LoraSettings lora(dev.tailor.proto.worker.v1.LoraSettings lora) {
        return new LoraSettings(
                lora.getRank(),
                lora.getAlpha(),
                lora.getDropout(),
                lora.getTargetsList(),
                lora.getRslora(),
                lora.getModulesToSaveList());
    }

    private static Optimization optimization(TrainSettings settings) {
        return new Optimization(
                settings.getLearningRate(),
                schedule(settings),
                settings.getWarmupRatio(),
                settings.getWeightDecay(),
                settings.getMaxGradNorm(),
                settings.getLabelSmoothing(),
                false,
                settings.getEmaDecay());
    }

    private static Method method(TrainSettings settings) {
        return switch (settings.getMethod()) {
            case TRAIN_METHOD_FULL -> Method.FULL;
            case TRAIN_METHOD_LORA -> Method.LORA;
            case TRAIN_METHOD_DORA -> Method.DORA;
            case TRAIN_METHOD_UNSPECIFIED, UNRECOGNIZED -> throw unknown("method");
        };
    }

    private static Schedule schedule(TrainSettings settings) {
        return switch (settings.getSchedule()) {
            case TRAIN_SCHEDULE_LINEAR -> Schedule.LINEAR;
            case TRAIN_SCHEDULE_COSINE -> Schedule.COSINE;
            case TRAIN_SCHEDULE_CONSTANT -> Schedule.CONSTANT;
            case TRAIN_SCHEDULE_WSD -> Schedule.WSD;
            case TRAIN_SCHEDULE_UNSPECIFIED, UNRECOGNIZED -> throw unknown("schedule");
        };
    }

    private static Precision precision(TrainSettings settings) {
        return switch (settings.getPrecision()) {
            case TRAIN_PRECISION_FP32 -> Precision.FP32;
            case TRAIN_PRECISION_BF16 -> Precision.BF16;
            case TRAIN_PRECISION_FP16 -> Precision.FP16;
            case TRAIN_PRECISION_UNSPECIFIED, UNRECOGNIZED -> throw unknown("precision");
        };
    }

    private static WorkerProblem unknown(String field) {
        return WorkerProblem.badField("SETTING_MISSING", field, "The setting %s is missing".formatted(field));
    }
}
