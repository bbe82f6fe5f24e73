package dev.tailor.training.job;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Looks at the rows of jobs before these wait for their turn, so that nobody waits to hear of a broken row. */
public class JobRows {

    private static final Logger LOG = Logger.getLogger(JobRows.class);

    private final JobStarts starts;
    private final Datasets datasets;
    private final RowCheck check;
    private final Path work;

    /** @param work holds the rows while they are looked at */
    public JobRows(JobStarts starts, Datasets datasets, RowCheck check, Path work) {
        this.starts = starts;
        this.datasets = datasets;
        this.check = check;
        this.work = work;
    }

    /** Why the job cannot be trained; empty also where that cannot be told now: its run looks again. */
    @SuppressWarnings("CatchingUnchecked")
    Optional<JobFailure> failure(TrainingJob job, JobStart start) {
        try {
            look(job, start);
        } catch (Trainer.RunRefused refused) {
            return Optional.of(refused.failure().ofFiles(job.spec()));
        } catch (IOException | RuntimeException unknown) {
            LOG.infof("rows not looked at before the run jobId=%s reason=%s", job.id(), unknown.toString());
        }
        return Optional.empty();
    }

    private void look(TrainingJob job, JobStart start) throws IOException {
        var folder = RunFolder.fresh(work, "rows-" + job.id());
        try {
            var dataset = ResolvedSettings.set(job.dataset());
            folder.fill(datasets, dataset);
            var model = starts.layOutTexts(start, folder.start());
            var run = folder.run(
                    model, ResolvedSettings.set(job.settings()), job.spec().seed());
            check.check(run, testRows(dataset, folder).orElse(null));
        } finally {
            remove(folder, job);
        }
    }

    /** What is left over must not hide what is wrong with the rows. */
    private static void remove(RunFolder folder, TrainingJob job) {
        try {
            folder.remove();
        } catch (IOException failed) {
            LOG.warnf("rows not removed jobId=%s reason=%s", job.id(), failed.toString());
        }
    }

    private Optional<Path> testRows(PreparedDataset dataset, RunFolder folder) throws IOException {
        if (dataset.test() == 0) {
            return Optional.empty();
        }
        datasets.write(dataset.id(), Datasets.Part.TEST, folder.testRows());
        return Optional.of(folder.testRows());
    }
}
