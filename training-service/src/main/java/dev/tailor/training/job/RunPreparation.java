package dev.tailor.training.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Lays out the local files that a run needs: its rows, and the checkpoint that it goes on from. */
public class RunPreparation {

    private final Path work;
    private final JobStarts starts;
    private final Datasets datasets;
    private final Checkpoints checkpoints;
    private final JobEvents events;

    public RunPreparation(Path work, JobStarts starts, Datasets datasets, Checkpoints checkpoints, JobEvents events) {
        this.work = work;
        this.starts = starts;
        this.datasets = datasets;
        this.checkpoints = checkpoints;
        this.events = events;
    }

    /** @param fromStep 0 from the start */
    record Prepared(Trainer.Run run, int fromStep) {}

    RunFolder folder(TrainingJob job) {
        return new RunFolder(work.resolve(job.id()));
    }

    Prepared prepare(TrainingJob job) throws IOException {
        var start = start(job);
        var settings = ResolvedSettings.set(job.settings());
        var folder = RunFolder.fresh(work, job.id());
        var dataset = ResolvedSettings.set(job.dataset());
        folder.fill(datasets, dataset);
        var checkpoint = checkpoints.latest(job.id());
        announce(job, checkpoint);
        int fromStep = checkpoint.map(Checkpoint::step).orElse(0);
        restoreBest(job, folder, fromStep);
        var model = starts.layOut(start, settings.method(), folder.start());
        var run = folder.run(model, settings, job.spec().seed());
        return new Prepared(checkpoint.isPresent() ? run.from(restored(checkpoint.get(), folder)) : run, fromStep);
    }

    private JobStart start(TrainingJob job) {
        var model = job.spec().model();
        return starts.find(model).orElseThrow(() -> JobStarts.gone("The model %s is gone".formatted(model)));
    }

    private Path restored(Checkpoint checkpoint, RunFolder folder) throws IOException {
        var target = folder.checkpoint(checkpoint.step());
        checkpoints.restore(checkpoint, target);
        return target;
    }

    /** Under early stopping the result may be a checkpoint of an earlier life of the job. */
    private void restoreBest(TrainingJob job, RunFolder folder, int fromStep) throws IOException {
        if (ResolvedSettings.set(ResolvedSettings.set(job.settings()).options().patience()) > 0) {
            var best = checkpoints.best(job.id()).filter(checkpoint -> checkpoint.step() != fromStep);
            if (best.isPresent()) {
                restored(best.get(), folder);
            }
        }
    }

    private void announce(TrainingJob job, Optional<Checkpoint> checkpoint) {
        int step = checkpoint.map(Checkpoint::step).orElse(0);
        events.forgetStepsAfter(job.id(), step);
        events.info(
                job.id(),
                step == 0 ? "Fine-tuning job started" : "Fine-tuning job goes on from the checkpoint at step " + step);
    }
}
