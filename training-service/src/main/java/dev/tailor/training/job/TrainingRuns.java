package dev.tailor.training.job;

import dev.tailor.training.tensorboard.EventFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.jboss.logging.Logger;

/** Runs one claimed job from its files to its model. Knows nothing of leases being renewed meanwhile. */
public class TrainingRuns {

    private static final Logger LOG = Logger.getLogger(TrainingRuns.class);

    private final RunPreparation preparation;
    private final Trainer trainer;
    private final RunRecord.Recorders recorders;
    private final Publication publication;
    private final Board board;

    /**
     * Where TensorBoard's files go.
     *
     * @param folder holds one folder a job
     */
    public record Board(Path folder, Clock clock) {}

    public TrainingRuns(
            RunPreparation preparation,
            Trainer trainer,
            RunRecord.Recorders recorders,
            Publication publication,
            Board board) {
        this.preparation = preparation;
        this.trainer = trainer;
        this.recorders = recorders;
        this.publication = publication;
        this.board = board;
    }

    /** Returns when the run has ended or was stopped; tells whether it came to its end. */
    boolean run(TrainingJob job) throws IOException {
        try {
            return run(job, preparation.prepare(job));
        } finally {
            trainer.leave();
            remove(preparation.folder(job));
        }
    }

    private boolean run(TrainingJob job, RunPreparation.Prepared prepared) throws IOException {
        var model = prepared.run().model();
        if (job.plan() == null && !planned(job, prepared)) {
            return false;
        }
        var clock = board.clock();
        try (var file = EventFile.open(board.folder().resolve(job.id()), clock, prepared.fromStep())) {
            file.settings(BoardSettings.of(job, prepared.run().settings()));
            var record = new RunRecord(job, model, recorders, file, clock);
            trainer.train(prepared.run(), record);
            var finished = record.finished();
            if (finished.isPresent()) {
                publication.publish(job, model, prepared.run().output(), record.actual(finished.get()));
            }
            return finished.isPresent();
        }
    }

    /** A run that does not fit is refused; one whose job was taken away meanwhile is not begun. */
    private boolean planned(TrainingJob job, RunPreparation.Prepared prepared) {
        var plan = trainer.plan(prepared.run()).at(job.spec().options().pricePerHour());
        var held = recorders.claims().whileHeld(job.id(), now -> now.planned(plan));
        if (held.isEmpty()) {
            return false;
        }
        recorders.events().info(job.id(), "Planned: " + plan.inWords());
        if (!plan.fits()) {
            throw new Trainer.RunRefused(plan.refusal());
        }
        return true;
    }

    /** What is left is removed when the job or another one runs next. */
    private static void remove(RunFolder folder) {
        try {
            folder.remove();
        } catch (IOException failed) {
            LOG.warnf("run folder not removed folder=%s reason=%s", folder.root(), failed.toString());
        }
    }
}
