package dev.tailor.training.job;

import static java.util.Objects.requireNonNullElse;

import dev.tailor.training.problem.InvalidJobSpec;
import dev.tailor.training.problem.ModelNotFetched;
import dev.tailor.training.problem.PlanUnavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** Plans without a job: one at a time, in a process of its own, so that a run that is under way goes on. */
public class JobPlans {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    private final SpecCheck check;
    private final JobStarts starts;
    private final Datasets datasets;
    private final Planner planner;
    private final Workplace workplace;
    private final Duration patience;
    private final ReentrantLock turn = new ReentrantLock(true);

    /**
     * Where plans are made.
     *
     * @param work holds the rows while a plan is made
     */
    public record Workplace(WorkerDevice device, Path work) {}

    /**
     * @param patience with files that are not read yet, and again with another plan
     */
    public JobPlans(
            SpecCheck check,
            JobStarts starts,
            Datasets datasets,
            Planner planner,
            Workplace workplace,
            Duration patience) {
        this.check = check;
        this.starts = starts;
        this.datasets = datasets;
        this.planner = planner;
        this.workplace = workplace;
        this.patience = patience;
    }

    public Plan plan(TrainingJobSpec spec) {
        var start = check.check(spec).orElseThrow(() -> new ModelNotFetched(starts.weightsOf(spec.model())));
        var dataset = dataset(spec);
        if (dataset.train() == 0) {
            throw refused(FileValidation.EMPTY);
        }
        var settings = new RecommendedSettings(spec, start, dataset, workplace.device()).resolve();
        takeTurn();
        try {
            return measure(start, dataset, settings, spec).at(spec.options().pricePerHour());
        } finally {
            turn.unlock();
        }
    }

    private void takeTurn() {
        try {
            if (!turn.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new PlanUnavailable("Another plan is being made; try again in a minute");
            }
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private Plan measure(JobStart start, PreparedDataset dataset, ResolvedSettings settings, TrainingJobSpec spec) {
        try {
            var folder = RunFolder.fresh(workplace.work(), "plan-" + UUID.randomUUID());
            try {
                folder.fill(datasets, dataset);
                var model = starts.layOut(start, settings.method(), folder.start());
                return planner.plan(folder.run(model, settings, spec.seed()));
            } finally {
                folder.remove();
            }
        } catch (Trainer.RunRefused refused) {
            throw refused(refused.failure().ofFiles(spec));
        } catch (Trainer.WorkerLost | Datasets.Unreachable lost) {
            throw new PlanUnavailable("The plan could not be made: " + lost.getMessage());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private PreparedDataset dataset(TrainingJobSpec spec) {
        for (var waited = Duration.ZERO; ; waited = waited.plus(BETWEEN_LOOKS)) {
            var split = spec.options().split();
            switch (datasets.resolve(spec.trainingFile(), spec.validationFile(), split)) {
                case Datasets.Resolution.Ready ready -> {
                    return ready.dataset();
                }
                case Datasets.Resolution.Refused refused -> throw refused(refused.failure());
                case Datasets.Resolution.NotYet wait -> pause(waited, wait.reason());
                case Datasets.Resolution.Faulty faulty -> pause(waited, faulty.reason());
            }
        }
    }

    private static InvalidJobSpec refused(JobFailure failure) {
        return new InvalidJobSpec(
                failure.code(), requireNonNullElse(failure.param(), "training_file"), failure.message());
    }

    private void pause(Duration waited, String reason) {
        if (waited.compareTo(patience) >= 0) {
            throw new PlanUnavailable("The files are not ready: " + reason);
        }
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException interrupted) {
            throw interrupted(interrupted);
        }
    }

    private static PlanUnavailable interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new PlanUnavailable("The service is stopping: " + cause);
    }
}
