package dev.tailor.training.job.grpc;

import dev.tailor.proto.training.v1.Guard;
import dev.tailor.proto.training.v1.Lora;
import dev.tailor.proto.training.v1.SubmitJobRequest;
import dev.tailor.training.job.GuardOptions;
import dev.tailor.training.job.Hyperparameters;
import dev.tailor.training.job.LoraOptions;
import dev.tailor.training.job.OverLength;
import dev.tailor.training.job.Precision;
import dev.tailor.training.job.SampleOptions;
import dev.tailor.training.job.Schedule;
import dev.tailor.training.job.SplitShares;
import dev.tailor.training.job.TailorOptions;
import dev.tailor.training.job.Techniques;
import dev.tailor.training.job.TrainingJobSpec;
import dev.tailor.training.job.TrainingMethod;
import org.jspecify.annotations.Nullable;

/** What a message asks for. */
final class SpecFromProto {

    private SpecFromProto() {}

    static TrainingJobSpec spec(SubmitJobRequest request) {
        return new TrainingJobSpec(
                request.getModel(),
                request.getTrainingFile(),
                request.hasValidationFile() ? request.getValidationFile() : null,
                request.hasSuffix() ? request.getSuffix() : null,
                request.hasSeed() ? request.getSeed() : 0,
                request.getMetadataMap(),
                hyperparameters(request.getHyperparameters()),
                options(request.getOptions(), recommendedSplit(request)));
    }

    private static SplitShares recommendedSplit(SubmitJobRequest request) {
        return SplitShares.recommended(request.hasValidationFile() ? request.getValidationFile() : null);
    }

    private static Hyperparameters hyperparameters(dev.tailor.proto.training.v1.Hyperparameters message) {
        return new Hyperparameters(
                message.hasNEpochs() ? message.getNEpochs() : null,
                message.hasBatchSize() ? message.getBatchSize() : null,
                message.hasLearningRateMultiplier() ? message.getLearningRateMultiplier() : null);
    }

    private static TailorOptions options(dev.tailor.proto.training.v1.TailorOptions message, SplitShares recommended) {
        return new TailorOptions(
                method(message),
                message.hasLora() ? lora(message.getLora()) : LoraOptions.AUTO,
                message.hasLearningRate() ? message.getLearningRate() : null,
                schedule(message),
                message.hasWarmupRatio() ? message.getWarmupRatio() : null,
                message.hasWeightDecay() ? message.getWeightDecay() : null,
                message.hasMaxGradNorm() ? message.getMaxGradNorm() : null,
                message.hasSequenceLength() ? message.getSequenceLength() : null,
                overLength(message),
                precision(message),
                message.hasEarlyStopping() ? message.getEarlyStopping().getPatience() : null,
                message.hasEvalEverySteps() ? message.getEvalEverySteps() : null,
                message.hasCheckpointEverySteps() ? message.getCheckpointEverySteps() : null,
                message.hasLabelSmoothing() ? message.getLabelSmoothing() : null,
                split(message, recommended),
                message.hasMicroBatchSize() ? message.getMicroBatchSize() : null,
                techniques(message),
                message.hasPricePerHour() ? message.getPricePerHour() : null);
    }

    private static Techniques techniques(dev.tailor.proto.training.v1.TailorOptions message) {
        return new Techniques(
                message.hasPacking() ? message.getPacking() : null,
                message.hasGradientCheckpointing() ? message.getGradientCheckpointing() : null,
                message.hasNeftuneAlpha() ? message.getNeftuneAlpha() : null,
                message.hasEmaDecay() ? message.getEmaDecay() : null,
                message.hasCheckpointEveryMinutes() ? message.getCheckpointEveryMinutes() : null,
                guard(message.getGuard()),
                samples(message.getSamples()));
    }

    private static SampleOptions samples(dev.tailor.proto.training.v1.SampleOptions message) {
        return new SampleOptions(
                message.hasPrompts() ? message.getPrompts() : null,
                message.hasMaxTokens() ? message.getMaxTokens() : null,
                message.hasLongestPrompt() ? message.getLongestPrompt() : null);
    }

    private static GuardOptions guard(Guard message) {
        return new GuardOptions(
                message.hasMaxSkippedSteps() ? message.getMaxSkippedSteps() : null,
                message.hasGoBackAfter() ? message.getGoBackAfter() : null);
    }

    private static @Nullable TrainingMethod method(dev.tailor.proto.training.v1.TailorOptions message) {
        return switch (message.getMethod()) {
            case METHOD_FULL -> TrainingMethod.FULL;
            case METHOD_LORA -> TrainingMethod.LORA;
            case METHOD_DORA -> TrainingMethod.DORA;
            case METHOD_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    private static @Nullable Schedule schedule(dev.tailor.proto.training.v1.TailorOptions message) {
        return switch (message.getSchedule()) {
            case SCHEDULE_LINEAR -> Schedule.LINEAR;
            case SCHEDULE_COSINE -> Schedule.COSINE;
            case SCHEDULE_CONSTANT -> Schedule.CONSTANT;
            case SCHEDULE_WSD -> Schedule.WSD;
            case SCHEDULE_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    private static @Nullable OverLength overLength(dev.tailor.proto.training.v1.TailorOptions message) {
        return switch (message.getOverLength()) {
            case OVER_LENGTH_ERROR -> OverLength.ERROR;
            case OVER_LENGTH_DROP -> OverLength.DROP;
            case OVER_LENGTH_TRUNCATE -> OverLength.TRUNCATE;
            case OVER_LENGTH_SPLIT -> OverLength.SPLIT;
            case OVER_LENGTH_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    private static @Nullable Precision precision(dev.tailor.proto.training.v1.TailorOptions message) {
        return switch (message.getPrecision()) {
            case PRECISION_FP32 -> Precision.FP32;
            case PRECISION_BF16 -> Precision.BF16;
            case PRECISION_FP16 -> Precision.FP16;
            case PRECISION_UNSPECIFIED, UNRECOGNIZED -> null;
        };
    }

    private static LoraOptions lora(Lora message) {
        return new LoraOptions(
                message.hasRank() ? message.getRank() : null,
                message.hasAlpha() ? message.getAlpha() : null,
                message.hasDropout() ? message.getDropout() : null,
                message.getTargetsList(),
                message.hasRslora() ? message.getRslora() : null,
                message.getModulesToSaveList());
    }

    private static @Nullable SplitShares split(
            dev.tailor.proto.training.v1.TailorOptions message, SplitShares recommended) {
        if (!message.hasSplit()) {
            return null;
        }
        var split = message.getSplit();
        if (split.getRecommendedShares()) {
            return recommended.withSeed(split.getSeed());
        }
        return new SplitShares(split.getTrain(), split.getValidation(), split.getTest(), split.getSeed());
    }
}
