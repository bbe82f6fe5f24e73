package dev.tailor.training.job;

import dev.tailor.training.job.JobState.Running;
import dev.tailor.training.model.LocalModel;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Turns a finished run into a model, a result file and a succeeded job. */
public class Publication {

    private final JobClaims claims;
    private final JobEvents events;
    private final JobEventRepository history;
    private final Checkpoints checkpoints;
    private final Datasets datasets;
    private final Clock clock;

    public Publication(
            JobClaims claims,
            JobEvents events,
            JobEventRepository history,
            Checkpoints checkpoints,
            Datasets datasets,
            Clock clock) {
        this.claims = claims;
        this.events = events;
        this.history = history;
        this.checkpoints = checkpoints;
        this.datasets = datasets;
        this.clock = clock;
    }

    /** Does nothing if the job is no longer held. */
    void publish(TrainingJob job, LocalModel model, Path output, Actual actual) throws IOException {
        if (!claims.renew(job.id())) {
            return;
        }
        checkpoints.keepResult(job, model, output);
        var files = upload(job);
        var done = claims.whileHeld(job.id(), held -> succeeded(held.having(actual, files)));
        if (done.isEmpty()) {
            checkpoints.withdrawResult(job);
        } else {
            tellOfComparison(job, done.get());
            events.info(job.id(), "New fine-tuned model created: " + job.tunedModel());
            events.info(job.id(), "The job has successfully completed");
        }
    }

    private void tellOfComparison(TrainingJob job, TrainingJob done) {
        if (!done.comparison().due()) {
            events.info(
                    job.id(),
                    "There will be no comparison with %s: no rows are kept for it; give x_tailor.split.test a share"
                            .formatted(job.spec().model()));
        }
    }

    private TrainingJob succeeded(TrainingJob job) {
        var state = ((Running) job.state()).succeed(job.tunedModel(), clock.instant());
        var dataset = job.dataset();
        var next = dataset != null && dataset.test() > 0 ? Comparison.DUE : Comparison.NONE;
        return job.in(state).compared(next);
    }

    private List<String> upload(TrainingJob job) {
        var table = ResultTable.of(history.steps(job.id()));
        var file = datasets.upload("step_metrics_%s.csv".formatted(job.id()), table);
        if (file.isEmpty()) {
            events.warn(job.id(), "The result file could not be stored; the events hold the same figures");
        }
        return file.stream().toList();
    }
}
