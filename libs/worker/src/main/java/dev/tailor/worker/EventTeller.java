package dev.tailor.worker;

import dev.tailor.model.CheckpointReport;
import dev.tailor.model.SampleReport;
import dev.tailor.model.StartReport;
import dev.tailor.model.StepReport;
import dev.tailor.model.TrainingListener;
import dev.tailor.model.ValidationReport;
import dev.tailor.proto.worker.v1.TrainCheckpoint;
import dev.tailor.proto.worker.v1.TrainEvent;
import dev.tailor.proto.worker.v1.TrainStarted;
import dev.tailor.proto.worker.v1.TrainStep;
import dev.tailor.proto.worker.v1.TrainValidation;
import dev.tailor.proto.worker.v1.TrainWarning;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.Collectors;

/** Tells the caller of a training what happens in it. */
final class EventTeller implements TrainingListener {

    private static final String APART =
            "%d rows are learnt answer by answer, since the chat template writes earlier turns in another way once more follow";
    private static final String LONG =
            "Of the validation rows that exceed the sequence length, %d were truncated, %d split and %d dropped; the first of them are on lines %s";
    private static final String NOTHING_LEFT = "; none is left, so that nothing is validated";

    private final TrainingRun run;
    private final Samples samples;
    private final DoubleUnaryOperator share;

    /** @param share of the machine's peak that so many floating point operations a second are */
    EventTeller(TrainingRun run, Samples samples, DoubleUnaryOperator share) {
        this.run = run;
        this.samples = samples;
        this.share = share;
    }

    @Override
    public void started(StartReport report) {
        var counts = run.rows().counts();
        run.tell(TrainEvent.newBuilder()
                .setStarted(TrainStarted.newBuilder()
                        .setTotalSteps(report.totalSteps())
                        .setFromStep(report.fromStep())
                        .setRows(report.rows())
                        .setRowsTruncated(counts.truncated())
                        .setRowsDropped(counts.dropped())
                        .setRowsSplit(counts.split())
                        .addAllLongLines(counts.lines())
                        .setTrainedTokensPerEpoch(report.trainedTokensPerEpoch())));
        if (report.fromStep() == 0) {
            tellOfRows();
        }
    }

    private void tellOfRows() {
        if (run.rows().apart() > 0) {
            warned("ROWS_TAKEN_APART", APART.formatted(run.rows().apart()));
        }
        var validation = run.validation();
        var counts = validation.counts();
        if (!counts.isNone()) {
            var lines = counts.lines().stream().map(String::valueOf).collect(Collectors.joining(", "));
            var what = LONG.formatted(counts.truncated(), counts.split(), counts.dropped(), lines);
            warned("VALIDATION_ROWS_TOO_LONG", what + (validation.rows().isEmpty() ? NOTHING_LEFT : ""));
        }
    }

    @Override
    public void step(StepReport report) {
        run.tell(TrainEvent.newBuilder()
                .setStep(TrainStep.newBuilder()
                        .setStep(report.step())
                        .setEpoch(report.epoch())
                        .setLoss(report.loss())
                        .setTokenAccuracy(report.tokenAccuracy())
                        .setLearningRate(report.learningRate())
                        .setGradNorm(report.gradNorm())
                        .setTokens(report.tokens())
                        .setTrainedTokens(report.trainedTokens())
                        .setSeconds(report.seconds())
                        .setMfu(share.applyAsDouble(report.operations() / report.seconds()))));
    }

    @Override
    public void validated(ValidationReport report) {
        run.tell(TrainEvent.newBuilder()
                .setValidation(TrainValidation.newBuilder()
                        .setStep(report.step())
                        .setLoss(report.loss())
                        .setTokenAccuracy(report.tokenAccuracy())));
    }

    @Override
    public void sampled(SampleReport report) {
        run.tell(TrainEvent.newBuilder().setSamples(samples.words(report)));
    }

    @Override
    public void checkpointed(CheckpointReport report) {
        var checkpoint = TrainCheckpoint.newBuilder()
                .setStep(report.step())
                .setDirectory(report.directory().toString())
                .setTrainLoss(report.trainLoss())
                .setTrainTokenAccuracy(report.trainTokenAccuracy());
        report.validation()
                .ifPresent(validation -> checkpoint
                        .setValidationLoss(validation.loss())
                        .setValidationTokenAccuracy(validation.tokenAccuracy()));
        run.tell(TrainEvent.newBuilder().setCheckpoint(checkpoint));
    }

    @Override
    public void warned(String reason, String message) {
        run.tell(TrainEvent.newBuilder()
                .setWarning(TrainWarning.newBuilder().setReason(reason).setMessage(message)));
    }
}
