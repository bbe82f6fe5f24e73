package dev.tailor.training.job.grpc;

import dev.tailor.proto.training.v1.Actual;
import dev.tailor.proto.training.v1.Checkpoint;
import dev.tailor.proto.training.v1.EventLevel;
import dev.tailor.proto.training.v1.JobError;
import dev.tailor.proto.training.v1.JobEvent;
import dev.tailor.proto.training.v1.JobStatus;
import dev.tailor.proto.training.v1.Progress;
import dev.tailor.proto.training.v1.StepMetrics;
import dev.tailor.proto.training.v1.TrainingJob;
import dev.tailor.training.job.JobFailure;
import dev.tailor.training.job.JobState;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Jobs, events and checkpoints as messages. */
final class JobProto {

    private JobProto() {}

    static TrainingJob job(dev.tailor.training.job.TrainingJob job) {
        var spec = job.spec();
        var settings = job.settings();
        var message = TrainingJob.newBuilder()
                .setId(job.id())
                .setCreatedAt(job.createdAt().getEpochSecond())
                .setModel(spec.model())
                .setTrainingFile(spec.trainingFile())
                .setSeed(spec.seed())
                .putAllMetadata(spec.metadata())
                .setStatus(status(job.state()))
                .setHyperparameters(OptionsProto.hyperparameters(
                        settings == null ? spec.hyperparameters() : settings.hyperparameters()))
                .setOptions(OptionsProto.options(settings == null ? spec.options() : settings.options()))
                .addAllResultFiles(job.resultFiles());
        given(spec.validationFile(), message::setValidationFile);
        given(spec.suffix(), message::setSuffix);
        given(job.comparison().id(), message::setComparisonId);
        given(job.dataset(), dataset -> message.setDatasetId(dataset.id()));
        given(job.progress(), progress -> message.setProgress(progress(job, progress)));
        given(job.actual(), actual -> message.setActual(actual(actual)).setTrainedTokens(actual.trainedTokens()));
        given(job.plan(), plan -> message.setPlan(PlanProto.message(plan)));
        end(job, message);
        return message.build();
    }

    private static void end(dev.tailor.training.job.TrainingJob job, TrainingJob.Builder message) {
        switch (job.state()) {
            case JobState.ValidatingFiles validating -> {}
            case JobState.Queued queued -> {}
            case JobState.Paused paused -> {}
            case JobState.Running running ->
                given(job.progress(), progress -> message.setEstimatedFinish(progress.estimatedFinish()));
            case JobState.Succeeded succeeded ->
                message.setFinishedAt(succeeded.at().getEpochSecond()).setFineTunedModel(succeeded.model());
            case JobState.Failed failed ->
                message.setFinishedAt(failed.at().getEpochSecond()).setError(error(failed.failure()));
            case JobState.Cancelled cancelled ->
                message.setFinishedAt(cancelled.at().getEpochSecond());
        }
    }

    private static JobStatus status(JobState state) {
        return switch (state.status()) {
            case VALIDATING_FILES -> JobStatus.JOB_STATUS_VALIDATING_FILES;
            case QUEUED -> JobStatus.JOB_STATUS_QUEUED;
            case RUNNING -> JobStatus.JOB_STATUS_RUNNING;
            case PAUSED -> JobStatus.JOB_STATUS_PAUSED;
            case SUCCEEDED -> JobStatus.JOB_STATUS_SUCCEEDED;
            case FAILED -> JobStatus.JOB_STATUS_FAILED;
            case CANCELLED -> JobStatus.JOB_STATUS_CANCELLED;
        };
    }

    private static JobError error(JobFailure failure) {
        var error = JobError.newBuilder().setCode(failure.code()).setMessage(failure.message());
        given(failure.param(), error::setParam);
        return error.build();
    }

    private static Progress progress(
            dev.tailor.training.job.TrainingJob job, dev.tailor.training.job.Progress progress) {
        var message = Progress.newBuilder()
                .setStep(progress.step())
                .setTotalSteps(progress.totalSteps())
                .setEpoch(progress.epoch())
                .setPercent(job.percent())
                .setSecondsRemaining(job.secondsRemaining())
                .setTokensPerSecond(progress.tokensPerSecond());
        given(progress.mfu(), message::setMfu);
        return message.build();
    }

    private static Actual actual(dev.tailor.training.job.Actual actual) {
        var message = Actual.newBuilder()
                .setSeconds(actual.seconds())
                .setStepSeconds(actual.stepSeconds())
                .setTrainedTokens(actual.trainedTokens())
                .setPeakMemory(actual.peakMemory())
                .setRowsTruncated(actual.rowsTruncated())
                .setRowsDropped(actual.rowsDropped())
                .setRowsSplit(actual.rowsSplit());
        given(actual.price(), message::setPrice);
        given(actual.mfu(), message::setMfu);
        return message.build();
    }

    static JobEvent event(dev.tailor.training.job.JobEvent event) {
        var level = switch (event.level()) {
            case INFO -> EventLevel.EVENT_LEVEL_INFO;
            case WARN -> EventLevel.EVENT_LEVEL_WARN;
            case ERROR -> EventLevel.EVENT_LEVEL_ERROR;
        };
        var message = JobEvent.newBuilder()
                .setId(event.id())
                .setCreatedAt(event.createdAt().getEpochSecond())
                .setLevel(level)
                .setMessage(event.message());
        given(event.metrics(), metrics -> message.setMetrics(metrics(metrics)));
        given(event.samples(), samples -> message.setSamples(SamplesProto.message(samples)));
        return message.build();
    }

    static Checkpoint checkpoint(dev.tailor.training.job.Checkpoint checkpoint) {
        return Checkpoint.newBuilder()
                .setId(checkpoint.id())
                .setCreatedAt(checkpoint.createdAt().getEpochSecond())
                .setJobId(checkpoint.jobId())
                .setStep(checkpoint.step())
                .setModel(checkpoint.model())
                .setMetrics(metrics(checkpoint.metrics()))
                .build();
    }

    private static StepMetrics metrics(dev.tailor.training.job.StepMetrics metrics) {
        var message = StepMetrics.newBuilder().setStep(metrics.step()).setTotalSteps(metrics.totalSteps());
        given(metrics.trainLoss(), message::setTrainLoss);
        given(metrics.trainAccuracy(), message::setTrainMeanTokenAccuracy);
        given(metrics.validLoss(), loss -> message.setValidLoss(loss).setFullValidLoss(loss));
        given(
                metrics.validAccuracy(),
                accuracy -> message.setValidMeanTokenAccuracy(accuracy).setFullValidMeanTokenAccuracy(accuracy));
        given(metrics.learningRate(), message::setLearningRate);
        given(metrics.gradNorm(), message::setGradNorm);
        given(metrics.tokensPerSecond(), message::setTokensPerSecond);
        given(metrics.mfu(), message::setMfu);
        return message.build();
    }

    /** Passes on what is there. */
    static <T> void given(@Nullable T value, Consumer<T> use) {
        if (value != null) {
            use.accept(value);
        }
    }
}
