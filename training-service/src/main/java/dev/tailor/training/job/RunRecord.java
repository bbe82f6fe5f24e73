package dev.tailor.training.job;

import static java.util.Objects.requireNonNullElse;

import dev.tailor.training.model.LocalModel;
import dev.tailor.training.tensorboard.EventFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens to one run and writes down what it tells: events, progress, checkpoints, TensorBoard. */
public final class RunRecord implements Consumer<TrainerReport> {

    private static final long BETWEEN_PROGRESS_MILLIS = 500;
    private static final double MEMORY = 0.9;
    private static final double MILLIS = 1000;

    private final TrainingJob job;
    private final LocalModel model;
    private final Recorders recorders;
    private final EventFile board;
    private final Clock clock;
    private StepMetrics last = new StepMetrics(0, 0, null, null, null, null, null, null, null, null);
    private TrainerReport.Started started = new TrainerReport.Started(0, 0, TrainerReport.LongRows.NONE);
    private TrainerReport.@Nullable Finished finished;
    private final double secondsBefore;
    private @Nullable Progress reached;
    private double stepSeconds;
    private StepTotals made;
    private long startedAt;
    private long progressAt;

    /** What a run is written to. */
    public record Recorders(JobClaims claims, JobEvents events, Checkpoints checkpoints) {}

    RunRecord(TrainingJob job, LocalModel model, Recorders recorders, EventFile board, Clock clock) {
        this.job = job;
        this.model = model;
        this.recorders = recorders;
        this.board = board;
        this.clock = clock;
        this.secondsBefore = job.progress() == null ? 0 : job.progress().seconds();
        this.made = job.progress() == null
                ? StepTotals.NONE
                : requireNonNullElse(job.progress().made(), StepTotals.NONE);
        this.startedAt = clock.millis();
    }

    @Override
    public void accept(TrainerReport report) {
        try {
            switch (report) {
                case TrainerReport.Started begin -> begin(begin);
                case TrainerReport.Step step -> step(step);
                case TrainerReport.Validated validated -> validated(validated);
                case TrainerReport.Sampled sampled -> sampled(sampled.samples());
                case TrainerReport.Saved saved -> saved(saved);
                case TrainerReport.Warned warned -> recorders.events().warn(job.id(), warned.message());
                case TrainerReport.Stopped stopped -> last = last.step() == 0 ? metricsAt(stopped.step()) : last;
                case TrainerReport.Finished end -> finish(end);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void finish(TrainerReport.Finished end) {
        finished = end;
        if (reached != null) {
            store(reached);
        }
        if (end.early()) {
            recorders
                    .events()
                    .info(
                            job.id(),
                            "Stopped early at step %d of %d: no validation after step %d was better; its weights are the result"
                                    .formatted(last.step(), started.totalSteps(), end.step()));
        }
    }

    Optional<TrainerReport.Finished> finished() {
        return Optional.ofNullable(finished);
    }

    Actual actual(TrainerReport.Finished end) {
        return new Actual(
                seconds(),
                made.mean(),
                end.trainedTokens(),
                end.peakMemory(),
                started.longRows().truncated(),
                started.longRows().dropped(),
                started.longRows().split(),
                Plan.price(job.spec().options().pricePerHour(), seconds()),
                made.utilisation().orElse(null));
    }

    /** Of this life, from the first word of the worker on, and of the earlier ones. */
    private double seconds() {
        return secondsBefore + (clock.millis() - startedAt) / MILLIS;
    }

    private void begin(TrainerReport.Started begin) {
        startedAt = clock.millis();
        started = begin;
        last = metricsAt(begin.fromStep());
        if (!begin.longRows().isNone()) {
            recorders.events().warn(job.id(), begin.longRows().inWords(room()));
        }
    }

    private TrainerReport.Room room() {
        var options = ResolvedSettings.set(job.settings()).options();
        return new TrainerReport.Room(
                ResolvedSettings.set(options.overLength()),
                ResolvedSettings.set(options.sequenceLength()),
                model.sizes().contextLength());
    }

    private void step(TrainerReport.Step step) throws IOException {
        double pace = step.seconds() > 0 ? step.tokens() / step.seconds() : 0;
        last = new StepMetrics(
                step.step(),
                started.totalSteps(),
                step.loss(),
                step.accuracy(),
                null,
                null,
                step.learningRate(),
                step.gradNorm(),
                pace,
                step.mfu());
        recorders.events().step(job.id(), last);
        board.scalars(step.step(), scalars(step, pace));
        made = made.and(step);
        stepSeconds = stepSeconds == 0 ? step.seconds() : MEMORY * stepSeconds + (1 - MEMORY) * step.seconds();
        reached = progress(step, pace);
        tell(reached);
    }

    private static Map<String, Double> scalars(TrainerReport.Step step, double pace) {
        var scalars = new LinkedHashMap<String, Double>();
        scalars.put("train/loss", step.loss());
        scalars.put("train/accuracy", step.accuracy());
        scalars.put("train/learning_rate", step.learningRate());
        scalars.put("train/grad_norm", step.gradNorm());
        scalars.put("train/tokens_per_second", pace);
        if (step.mfu() != null) {
            scalars.put("train/mfu", step.mfu());
        }
        return scalars;
    }

    private Progress progress(TrainerReport.Step step, double pace) {
        double remaining = stepSeconds * (started.totalSteps() - step.step());
        return new Progress(
                step.step(),
                started.totalSteps(),
                step.epoch(),
                remaining,
                pace,
                clock.instant().getEpochSecond() + Math.round(remaining),
                seconds(),
                step.mfu(),
                made);
    }

    private void tell(Progress progress) {
        boolean end = progress.step() == started.totalSteps();
        if (end || clock.millis() - progressAt >= BETWEEN_PROGRESS_MILLIS) {
            progressAt = clock.millis();
            store(progress);
        }
    }

    private void store(Progress progress) {
        recorders.claims().whileHeld(job.id(), held -> held.at(progress));
    }

    private void validated(TrainerReport.Validated validated) throws IOException {
        if (last.step() != validated.step()) {
            last = metricsAt(validated.step());
        }
        last = last.validated(validated.loss(), validated.accuracy());
        if (last.trainLoss() != null) {
            recorders.events().step(job.id(), last);
        }
        board.scalars(
                validated.step(),
                Map.of("validation/loss", validated.loss(), "validation/accuracy", validated.accuracy()));
    }

    private void sampled(Samples samples) throws IOException {
        recorders.events().samples(job.id(), samples);
        board.texts(samples.step(), SampleTexts.of(samples));
    }

    private void saved(TrainerReport.Saved saved) throws IOException {
        var metrics = last.step() == saved.step() ? last : metricsAt(saved.step());
        recorders.checkpoints().keep(job, model, saved.directory(), metrics);
        recorders.claims().whileHeldOrPaused(job.id(), now -> savedAt(saved.step(), now.gotOn()));
        recorders.events().info(job.id(), "Checkpoint created at step " + saved.step());
        for (int step : recorders.checkpoints().thin(job.id(), recorders.claims()::isStart)) {
            recorders.events().info(job.id(), "Checkpoint of step %d removed; later ones are kept".formatted(step));
        }
    }

    private TrainingJob savedAt(int step, TrainingJob now) {
        return reached != null && reached.step() == step ? now.at(reached) : now;
    }

    private StepMetrics metricsAt(int step) {
        return new StepMetrics(step, started.totalSteps(), null, null, null, null, null, null, null, null);
    }
}
