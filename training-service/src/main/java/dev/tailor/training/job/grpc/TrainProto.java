package dev.tailor.training.job.grpc;

import static dev.tailor.training.job.ResolvedSettings.set;

import dev.tailor.proto.worker.v1.LoraSettings;
import dev.tailor.proto.worker.v1.ModelRef;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainGuard;
import dev.tailor.proto.worker.v1.TrainMethod;
import dev.tailor.proto.worker.v1.TrainOverLength;
import dev.tailor.proto.worker.v1.TrainPrecision;
import dev.tailor.proto.worker.v1.TrainRequest;
import dev.tailor.proto.worker.v1.TrainSample;
import dev.tailor.proto.worker.v1.TrainSamples;
import dev.tailor.proto.worker.v1.TrainSampling;
import dev.tailor.proto.worker.v1.TrainSchedule;
import dev.tailor.proto.worker.v1.TrainSettings;
import dev.tailor.proto.worker.v1.TrainStep;
import dev.tailor.training.job.GuardOptions;
import dev.tailor.training.job.LoraOptions;
import dev.tailor.training.job.SampleOptions;
import dev.tailor.training.job.Samples;
import dev.tailor.training.job.Trainer;
import dev.tailor.training.job.TrainerReport;
import dev.tailor.training.model.LocalModel;
import java.nio.file.Path;
import java.util.Optional;

/** Runs and reports as the worker speaks of them. */
final class TrainProto {

    private static final int KEPT_LOCALLY = 3;

    private TrainProto() {}

    static TrainRequest request(Trainer.Run run) {
        var message = TrainRequest.newBuilder()
                .setModel(model(run.model()))
                .setTrainRows(run.trainRows().toString())
                .setCheckpointDirectory(run.checkpoints().toString())
                .setOutputDirectory(run.output().toString())
                .setBaseModelName(run.model().id())
                .setSettings(settings(run));
        JobProto.given(run.validationRows(), rows -> message.setValidationRows(rows.toString()));
        JobProto.given(run.resumeFrom(), checkpoint -> message.setResumeFrom(checkpoint.toString()));
        return message.build();
    }

    private static ModelRef model(LocalModel model) {
        var message = ModelRef.newBuilder().setDirectory(model.directory().toString());
        JobProto.given(model.adapter(), adapter -> message.setAdapterDirectory(adapter.toString()));
        return message.build();
    }

    private static TrainSettings settings(Trainer.Run run) {
        var settings = run.settings();
        var options = settings.options();
        var message = TrainSettings.newBuilder()
                .setLearningRate(settings.learningRate())
                .setWarmupRatio(set(options.warmupRatio()))
                .setWeightDecay(set(options.weightDecay()))
                .setMaxGradNorm(set(options.maxGradNorm()))
                .setEpochs(settings.epochs())
                .setBatchSize(settings.batchSize())
                .setMicroBatchSize(Math.min(settings.batchSize(), set(options.microBatchSize())))
                .setSequenceLength(set(options.sequenceLength()))
                .setSeed(run.seed())
                .setLabelSmoothing(set(options.labelSmoothing()))
                .setEvalEverySteps(set(options.evalEverySteps()))
                .setCheckpointEverySteps(set(options.checkpointEverySteps()))
                .setEarlyStoppingPatience(set(options.patience()))
                .setKeepCheckpoints(KEPT_LOCALLY)
                .setPacking(set(options.techniques().packing()))
                .setGradientCheckpointing(set(options.techniques().gradientCheckpointing()))
                .setNeftuneAlpha(set(options.techniques().neftuneAlpha()))
                .setEmaDecay(set(options.techniques().emaDecay()))
                .setGuard(guard(options.techniques().guard()))
                .setCheckpointEveryMinutes(set(options.techniques().checkpointEveryMinutes()));
        if (!options.techniques().samples().equals(SampleOptions.AUTO)) {
            message.setSampling(sampling(options.techniques().samples()));
        }
        return choices(run, message).build();
    }

    private static TrainSampling sampling(SampleOptions samples) {
        return TrainSampling.newBuilder()
                .setPrompts(set(samples.prompts()))
                .setMaxTokens(set(samples.maxTokens()))
                .setLongestPrompt(set(samples.longestPrompt()))
                .build();
    }

    private static TrainGuard guard(GuardOptions guard) {
        return TrainGuard.newBuilder()
                .setMaxSkippedSteps(set(guard.maxSkippedSteps()))
                .setGoBackAfter(set(guard.goBackAfter()))
                .build();
    }

    private static TrainSettings.Builder choices(Trainer.Run run, TrainSettings.Builder message) {
        var options = run.settings().options();
        if (run.settings().method().isAdapter()) {
            message.setLora(lora(options.lora()));
        }
        return message.setMethod(
                        switch (run.settings().method()) {
                            case FULL -> TrainMethod.TRAIN_METHOD_FULL;
                            case LORA -> TrainMethod.TRAIN_METHOD_LORA;
                            case DORA -> TrainMethod.TRAIN_METHOD_DORA;
                        })
                .setSchedule(
                        switch (set(options.schedule())) {
                            case LINEAR -> TrainSchedule.TRAIN_SCHEDULE_LINEAR;
                            case COSINE -> TrainSchedule.TRAIN_SCHEDULE_COSINE;
                            case CONSTANT -> TrainSchedule.TRAIN_SCHEDULE_CONSTANT;
                            case WSD -> TrainSchedule.TRAIN_SCHEDULE_WSD;
                        })
                .setOverLength(
                        switch (set(options.overLength())) {
                            case ERROR -> TrainOverLength.TRAIN_OVER_LENGTH_ERROR;
                            case DROP -> TrainOverLength.TRAIN_OVER_LENGTH_DROP;
                            case TRUNCATE -> TrainOverLength.TRAIN_OVER_LENGTH_TRUNCATE;
                            case SPLIT -> TrainOverLength.TRAIN_OVER_LENGTH_SPLIT;
                        })
                .setPrecision(
                        switch (set(options.precision())) {
                            case FP32 -> TrainPrecision.TRAIN_PRECISION_FP32;
                            case BF16 -> TrainPrecision.TRAIN_PRECISION_BF16;
                            case FP16 -> TrainPrecision.TRAIN_PRECISION_FP16;
                        });
    }

    private static LoraSettings lora(LoraOptions lora) {
        return LoraSettings.newBuilder()
                .setRank(set(lora.rank()))
                .setAlpha(set(lora.alpha()))
                .setDropout(set(lora.dropout()))
                .addAllTargets(lora.targets())
                .setRslora(set(lora.rslora()))
                .addAllModulesToSave(lora.modulesToSave())
                .build();
    }

    static Optional<TrainerReport> report(TrainEvent event) {
        return switch (event.getEventCase()) {
            case STARTED -> {
                var started = event.getStarted();
                yield Optional.of(new TrainerReport.Started(
                        started.getTotalSteps(),
                        started.getFromStep(),
                        new TrainerReport.LongRows(
                                started.getRowsTruncated(),
                                started.getRowsDropped(),
                                started.getRowsSplit(),
                                started.getLongLinesList())));
            }
            case STEP -> Optional.of(step(event.getStep()));
            case VALIDATION -> {
                var validation = event.getValidation();
                yield Optional.of(new TrainerReport.Validated(
                        validation.getStep(), validation.getLoss(), validation.getTokenAccuracy()));
            }
            case SAMPLES -> Optional.of(new TrainerReport.Sampled(samples(event.getSamples())));
            case CHECKPOINT ->
                Optional.of(new TrainerReport.Saved(
                        event.getCheckpoint().getStep(),
                        Path.of(event.getCheckpoint().getDirectory())));
            case WARNING ->
                Optional.of(new TrainerReport.Warned(event.getWarning().getMessage()));
            case STOPPED ->
                Optional.of(new TrainerReport.Stopped(event.getStopped().getStep()));
            case FINISHED -> {
                var finished = event.getFinished();
                yield Optional.of(new TrainerReport.Finished(
                        finished.getStep(),
                        finished.getTrainedTokens(),
                        finished.getPeakMemoryBytes(),
                        finished.getStoppedEarly()));
            }
            case EVENT_NOT_SET -> Optional.empty();
        };
    }

    private static Samples samples(TrainSamples samples) {
        return new Samples(
                samples.getStep(),
                samples.getSamplesList().stream()
                        .map(sample -> new Samples.Sample(
                                sample.getLine(),
                                sample.getPrompt(),
                                sample.getAnswer(),
                                sample.getReference(),
                                finish(sample)))
                        .toList());
    }

    private static Samples.Finish finish(TrainSample sample) {
        return switch (sample.getFinishReason()) {
            case WORKER_FINISH_REASON_STOP -> Samples.Finish.STOP;
            case WORKER_FINISH_REASON_LENGTH, WORKER_FINISH_REASON_UNSPECIFIED, UNRECOGNIZED -> Samples.Finish.LENGTH;
        };
    }

    private static TrainerReport.Step step(TrainStep step) {
        return new TrainerReport.Step(
                step.getStep(),
                step.getEpoch(),
                step.getLoss(),
                step.getTokenAccuracy(),
                step.getLearningRate(),
                step.getGradNorm(),
                step.getTokens(),
                step.getSeconds(),
                step.hasMfu() ? step.getMfu() : null);
    }
}
