package dev.tailor.training.job;

import dev.tailor.training.model.ModelNames;
import dev.tailor.training.problem.IllegalJobMove;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A job as it stands.
 *
 * @param settings every one resolved, once the files are validated
 * @param crashes of the worker since the last checkpoint
 * @param plan made before the first step
 */
public record TrainingJob(
        String id,
        Instant createdAt,
        TrainingJobSpec spec,
        JobState state,
        @Nullable ResolvedSettings settings,
        @Nullable PreparedDataset dataset,
        @Nullable Progress progress,
        @Nullable Actual actual,
        List<String> resultFiles,
        Comparison comparison,
        int crashes,
        @Nullable Plan plan) {

    public TrainingJob {
        resultFiles = List.copyOf(resultFiles);
    }

    static TrainingJob submitted(String id, TrainingJobSpec spec, Instant now) {
        return new TrainingJob(
                id,
                now,
                spec,
                new JobState.ValidatingFiles(),
                null,
                null,
                null,
                null,
                List.of(),
                Comparison.NONE,
                0,
                null);
    }

    /** The id that its result has or will have. */
    public String tunedModel() {
        return ModelNames.tuned(spec.model(), spec.suffix(), id);
    }

    /** All of the way where the job succeeded, however early its training stopped. */
    public double percent() {
        return state instanceof JobState.Succeeded ? Progress.WHOLE : progress == null ? 0 : progress.percent();
    }

    /** None where the job has ended. */
    public double secondsRemaining() {
        return progress == null || state.status().isFinished() ? 0 : progress.secondsRemaining();
    }

    TrainingJob cancelled(Instant now) {
        return in(state.cancel(now).orElseThrow(() -> illegal("cancelled")));
    }

    /** @param kept step of the last checkpoint; what came after it counts once the run has saved it too */
    TrainingJob paused(int kept) {
        var paused = in(state.pause().orElseThrow(() -> illegal("paused")));
        return progress == null ? paused : paused.at(progress.backTo(kept));
    }

    TrainingJob resumed() {
        return in(state.resume().orElseThrow(() -> illegal("resumed")));
    }

    private IllegalJobMove illegal(String move) {
        var possible = Stream.of(
                        state.pause().map(next -> "paused"),
                        state.resume().map(next -> "resumed"),
                        state.cancel(createdAt).map(next -> "cancelled"))
                .flatMap(Optional::stream)
                .toList();
        return new IllegalJobMove(id, state.status().name().toLowerCase(Locale.ROOT), move, possible);
    }

    TrainingJob in(JobState next) {
        return new TrainingJob(
                id, createdAt, spec, next, settings, dataset, progress, actual, resultFiles, comparison, crashes, plan);
    }

    TrainingJob reading(PreparedDataset prepared) {
        return new TrainingJob(
                id,
                createdAt,
                spec,
                state,
                settings,
                prepared,
                progress,
                actual,
                resultFiles,
                comparison,
                crashes,
                plan);
    }

    TrainingJob resolved(PreparedDataset prepared, ResolvedSettings chosen) {
        return new TrainingJob(
                id, createdAt, spec, state, chosen, prepared, progress, actual, resultFiles, comparison, crashes, plan);
    }

    TrainingJob at(Progress now) {
        return new TrainingJob(
                id, createdAt, spec, state, settings, dataset, now, actual, resultFiles, comparison, crashes, plan);
    }

    TrainingJob having(Actual took, List<String> files) {
        return new TrainingJob(
                id, createdAt, spec, state, settings, dataset, progress, took, files, comparison, crashes, plan);
    }

    TrainingJob compared(Comparison next) {
        return new TrainingJob(
                id, createdAt, spec, state, settings, dataset, progress, actual, resultFiles, next, crashes, plan);
    }

    TrainingJob crashedAgain() {
        return crashed(crashes + 1);
    }

    /** With a checkpoint that no crash can take back. */
    TrainingJob gotOn() {
        return crashed(0);
    }

    private TrainingJob crashed(int times) {
        return new TrainingJob(
                id, createdAt, spec, state, settings, dataset, progress, actual, resultFiles, comparison, times, plan);
    }

    TrainingJob planned(Plan made) {
        return new TrainingJob(
                id,
                createdAt,
                spec,
                state,
                settings,
                dataset,
                progress,
                actual,
                resultFiles,
                comparison,
                crashes,
                made);
    }
}
