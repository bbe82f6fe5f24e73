package dev.tailor.training.job;

import dev.tailor.training.job.Trainer.RunRefused;
import dev.tailor.training.job.Trainer.WorkerLost;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes one job after the other and runs it; a failed job is a state with a reason, not a log line. */
public class TrainingWorker {

    private static final Logger LOG = Logger.getLogger(TrainingWorker.class);

    private final JobClaims claims;
    private final TrainingRuns runs;
    private final Trainer trainer;
    private final JobEvents events;
    private final Patience patience;
    private final Clock clock;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch idle = new CountDownLatch(1);
    private volatile @Nullable String present;

    /**
     * How long and how often.
     *
     * @param heartbeat between two looks at the job that runs
     * @param pause between two looks for a job
     * @param crashes of the worker that a job survives
     */
    public record Patience(Duration heartbeat, Duration pause, int crashes) {}

    public TrainingWorker(
            JobClaims claims, TrainingRuns runs, Trainer trainer, JobEvents events, Patience patience, Clock clock) {
        this.claims = claims;
        this.runs = runs;
        this.trainer = trainer;
        this.events = events;
        this.patience = patience;
        this.clock = clock;
    }

    /** Works until it is told to stop. */
    public void work() {
        claims.releaseOwn();
        while (!stopping.get()) {
            if (!tryOnce()) {
                sleep(patience.pause());
            }
        }
        idle.countDown();
    }

    /** Ends the present run with a checkpoint and gives its job back; waits for that as long as it may. */
    public void stop(Duration atMost) {
        stopping.set(true);
        if (present != null) {
            trainer.stop();
        }
        try {
            if (!idle.await(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warnf("run did not stop in time jobId=%s", present);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs one job, if one waits. */
    boolean once() {
        var job = claims.claim();
        job.ifPresent(this::attend);
        return job.isPresent();
    }

    @SuppressWarnings("CatchingUnchecked")
    private boolean tryOnce() {
        try {
            return once();
        } catch (RuntimeException unexpected) {
            LOG.error("looking for a job failed", unexpected);
            return false;
        }
    }

    private void attend(TrainingJob job) {
        present = job.id();
        LOG.infof("job started jobId=%s baseModel=%s", job.id(), job.spec().model());
        var done = new AtomicBoolean();
        var heart = Thread.ofVirtual().name("lease-" + job.id()).start(() -> beat(job.id(), done));
        try {
            run(job);
        } finally {
            done.set(true);
            heart.interrupt();
            present = null;
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void run(TrainingJob job) {
        try {
            boolean finished = runs.run(job);
            LOG.infof("job left jobId=%s finished=%s", job.id(), finished);
            claims.giveBack(job.id());
        } catch (RunRefused refused) {
            fail(job, refused.failure());
        } catch (WorkerLost lost) {
            lost(job, lost);
        } catch (Datasets.Unreachable unreachable) {
            LOG.warnf("rows not read jobId=%s reason=%s", job.id(), unreachable.getMessage());
            claims.giveBack(job.id());
            sleep(patience.pause());
        } catch (IOException | RuntimeException failed) {
            LOG.errorf(failed, "job failed jobId=%s", job.id());
            fail(job, new JobFailure("server_error", "The run broke off: " + failed.getMessage(), null));
        }
    }

    private void lost(TrainingJob job, WorkerLost lost) {
        if (stopping.get()) {
            claims.giveBack(job.id());
            return;
        }
        LOG.warnf("worker lost jobId=%s reason=%s", job.id(), lost.getMessage());
        var now = claims.whileHeld(job.id(), TrainingJob::crashedAgain);
        if (now.isEmpty()) {
            return;
        }
        if (now.get().crashes() > patience.crashes()) {
            fail(job, new JobFailure("worker_crashed", String.valueOf(lost.getMessage()), null));
            return;
        }
        events.warn(
                job.id(),
                "The training process was lost (%s); going on from the last checkpoint".formatted(lost.getMessage()));
        claims.giveBack(job.id());
    }

    private void fail(TrainingJob job, JobFailure failure) {
        var failed = claims.whileHeld(job.id(), held -> held.in(held.state().fail(failure, clock.instant())));
        if (failed.isPresent()) {
            events.error(job.id(), "The job failed: " + failure.message());
        }
    }

    private void beat(String jobId, AtomicBoolean done) {
        while (!done.get()) {
            sleep(patience.heartbeat());
            if (!done.get() && (stopping.get() || lost(jobId))) {
                trainer.stop();
            }
        }
    }

    /** A beat that fails is not the end of the run: the lease outlasts several. */
    @SuppressWarnings("CatchingUnchecked")
    private boolean lost(String jobId) {
        try {
            return !claims.renew(jobId);
        } catch (RuntimeException failed) {
            LOG.warnf(failed, "lease not renewed jobId=%s", jobId);
            return false;
        }
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
