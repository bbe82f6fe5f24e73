package dev.tailor.training.job.grpc;

import static dev.tailor.training.job.grpc.JobProto.given;

import dev.tailor.proto.training.v1.EarlyStopping;
import dev.tailor.proto.training.v1.Guard;
import dev.tailor.proto.training.v1.Hyperparameters;
import dev.tailor.proto.training.v1.Lora;
import dev.tailor.proto.training.v1.Method;
import dev.tailor.proto.training.v1.OverLength;
import dev.tailor.proto.training.v1.Precision;
import dev.tailor.proto.training.v1.Schedule;
import dev.tailor.proto.training.v1.Split;
import dev.tailor.proto.training.v1.TailorOptions;
import dev.tailor.training.job.GuardOptions;
import dev.tailor.training.job.LoraOptions;
import dev.tailor.training.job.SampleOptions;
import dev.tailor.training.job.SplitShares;
import dev.tailor.training.job.TrainingMethod;

/** Settings as messages. */
final class OptionsProto {

    private OptionsProto() {}

    static Hyperparameters hyperparameters(dev.tailor.training.job.Hyperparameters settings) {
        var message = Hyperparameters.newBuilder();
        given(settings.epochs(), message::setNEpochs);
        given(settings.batchSize(), message::setBatchSize);
        given(settings.learningRateMultiplier(), message::setLearningRateMultiplier);
        return message.build();
    }

    static TailorOptions options(dev.tailor.training.job.TailorOptions options) {
        var message = TailorOptions.newBuilder();
        given(options.method(), method -> message.setMethod(method(method)));
        if (!options.lora().equals(LoraOptions.AUTO)) {
            message.setLora(lora(options.lora()));
        }
        given(options.learningRate(), message::setLearningRate);
        given(options.schedule(), schedule -> message.setSchedule(schedule(schedule)));
        given(options.warmupRatio(), message::setWarmupRatio);
        given(options.weightDecay(), message::setWeightDecay);
        given(options.maxGradNorm(), message::setMaxGradNorm);
        given(options.sequenceLength(), message::setSequenceLength);
        given(options.overLength(), policy -> message.setOverLength(overLength(policy)));
        given(options.precision(), precision -> message.setPrecision(precision(precision)));
        given(
                options.patience(),
                patience -> message.setEarlyStopping(EarlyStopping.newBuilder().setPatience(patience)));
        given(options.evalEverySteps(), message::setEvalEverySteps);
        given(options.checkpointEverySteps(), message::setCheckpointEverySteps);
        given(options.labelSmoothing(), message::setLabelSmoothing);
        given(options.split(), split -> message.setSplit(split(split)));
        given(options.microBatchSize(), message::setMicroBatchSize);
        given(options.techniques().packing(), message::setPacking);
        given(options.techniques().gradientCheckpointing(), message::setGradientCheckpointing);
        given(options.techniques().neftuneAlpha(), message::setNeftuneAlpha);
        given(options.techniques().emaDecay(), message::setEmaDecay);
        given(options.pricePerHour(), message::setPricePerHour);
        given(options.techniques().checkpointEveryMinutes(), message::setCheckpointEveryMinutes);
        if (!options.techniques().guard().equals(GuardOptions.AUTO)) {
            message.setGuard(guard(options.techniques().guard()));
        }
        if (!options.techniques().samples().equals(SampleOptions.AUTO)) {
            message.setSamples(samples(options.techniques().samples()));
        }
        return message.build();
    }

    private static dev.tailor.proto.training.v1.SampleOptions samples(SampleOptions samples) {
        var message = dev.tailor.proto.training.v1.SampleOptions.newBuilder();
        given(samples.prompts(), message::setPrompts);
        given(samples.maxTokens(), message::setMaxTokens);
        given(samples.longestPrompt(), message::setLongestPrompt);
        return message.build();
    }

    private static Method method(TrainingMethod method) {
        return switch (method) {
            case FULL -> Method.METHOD_FULL;
            case LORA -> Method.METHOD_LORA;
            case DORA -> Method.METHOD_DORA;
        };
    }

    private static Schedule schedule(dev.tailor.training.job.Schedule schedule) {
        return switch (schedule) {
            case LINEAR -> Schedule.SCHEDULE_LINEAR;
            case COSINE -> Schedule.SCHEDULE_COSINE;
            case CONSTANT -> Schedule.SCHEDULE_CONSTANT;
            case WSD -> Schedule.SCHEDULE_WSD;
        };
    }

    private static OverLength overLength(dev.tailor.training.job.OverLength policy) {
        return switch (policy) {
            case ERROR -> OverLength.OVER_LENGTH_ERROR;
            case DROP -> OverLength.OVER_LENGTH_DROP;
            case TRUNCATE -> OverLength.OVER_LENGTH_TRUNCATE;
            case SPLIT -> OverLength.OVER_LENGTH_SPLIT;
        };
    }

    private static Precision precision(dev.tailor.training.job.Precision precision) {
        return switch (precision) {
            case FP32 -> Precision.PRECISION_FP32;
            case BF16 -> Precision.PRECISION_BF16;
            case FP16 -> Precision.PRECISION_FP16;
        };
    }

    private static Lora lora(LoraOptions lora) {
        var message = Lora.newBuilder().addAllTargets(lora.targets()).addAllModulesToSave(lora.modulesToSave());
        given(lora.rank(), message::setRank);
        given(lora.alpha(), message::setAlpha);
        given(lora.dropout(), message::setDropout);
        given(lora.rslora(), message::setRslora);
        return message.build();
    }

    private static Guard guard(GuardOptions guard) {
        var message = Guard.newBuilder();
        given(guard.maxSkippedSteps(), message::setMaxSkippedSteps);
        given(guard.goBackAfter(), message::setGoBackAfter);
        return message.build();
    }

    private static Split split(SplitShares split) {
        return Split.newBuilder()
                .setTrain(split.train())
                .setValidation(split.validation())
                .setTest(split.test())
                .setSeed(split.seed())
                .build();
    }
}
