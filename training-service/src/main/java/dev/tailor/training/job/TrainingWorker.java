package dev.tailor.training.job;

import dev.tailor.training.job.Trainer.RunRefused;
import dev.tailor.training.job.Trainer.WorkerLost;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
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
    private @Nullable Outage told;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CountDownLatch idle = new CountDownLatch(1);
    private volatile @Nullable String present;

    /**
     * How long and how often.
     *
     * @param heartbeat between two looks at the job that runs
     * @param pause between two looks for a job
     * @param outage before a job is tried again whose disk is full or whose database is away
     * @param crashes of the worker, without a checkpoint between them, that a job survives
     */
    public record Patience(Duration heartbeat, Duration pause, Duration outage, int crashes) {}

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
        boolean released = false;
        while (!stopping.get()) {
            released = released || attempt(this::release);
            if (!released || !attempt(this::once)) {
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

    private boolean release() {
        claims.releaseOwn();
        return true;
    }

    /** The records may be away for a while; the work goes on when they are back. */
    @SuppressWarnings("CatchingUnchecked")
    private boolean attempt(BooleanSupplier part) {
        try {
            return part.getAsBoolean();
        } catch (RuntimeException failed) {
            var outage = Outage.of(failed);
            if (outage.isEmpty()) {
                LOG.error("looking for a job failed", failed);
                return false;
            }
            LOG.warnf("waiting reason=%s", outage.get().reason());
            sleep(patience.outage());
            return false;
        }
    }

    private void attend(TrainingJob job) {
        present = job.id();
        LOG.infof("job started jobId=%s baseModel=%s", job.id(), job.spec().model());
        var done = new CountDownLatch(1);
        Thread.ofVirtual().name("lease-" + job.id()).start(() -> beat(job.id(), done));
        try {
            run(job);
        } finally {
            done.countDown();
            present = null;
        }
    }

    @SuppressWarnings("CatchingUnchecked")
    private void run(TrainingJob job) {
        try {
            boolean finished = runs.run(job);
            told = null;
            LOG.infof("job left jobId=%s finished=%s", job.id(), finished);
            claims.giveBack(job.id());
        } catch (RunRefused refused) {
            fail(job, refused.failure().ofFiles(job.spec()));
        } catch (IOException | RuntimeException failed) {
            brokenOff(job, failed);
        }
    }

    private void brokenOff(TrainingJob job, Exception failed) {
        var outage = Outage.of(failed);
        if (outage.isPresent()) {
            awaitEnd(job, outage.get());
        } else if (failed instanceof WorkerLost || failed instanceof IOException) {
            lost(job, failed);
        } else {
            LOG.errorf(failed, "job failed jobId=%s", job.id());
            fail(job, new JobFailure("server_error", "The run broke off: " + failed.getMessage(), null));
        }
    }

    /** Told once, however often the job is tried again. */
    private void awaitEnd(TrainingJob job, Outage outage) {
        LOG.warnf("job waits jobId=%s reason=%s", job.id(), outage.reason());
        if (!outage.equals(told)) {
            events.warn(job.id(), outage.reason() + "; the job goes on from its last checkpoint when this has passed");
            told = outage;
        }
        claims.giveBack(job.id());
        sleep(patience.outage());
    }

    private void lost(TrainingJob job, Exception lost) {
        if (stopping.get()) {
            claims.giveBack(job.id());
            return;
        }
        var now = claims.whileHeld(job.id(), TrainingJob::crashedAgain);
        if (now.isEmpty()) {
            LOG.infof("job left jobId=%s finished=false", job.id());
            return;
        }
        LOG.warnf("run broke off jobId=%s reason=%s", job.id(), lost.getMessage());
        if (now.get().crashes() > patience.crashes()) {
            fail(job, crashed(now.get(), lost));
            return;
        }
        events.warn(
                job.id(),
                "The training broke off (%s); going on from the last checkpoint".formatted(lost.getMessage()));
        claims.giveBack(job.id());
    }

    private static JobFailure crashed(TrainingJob job, Exception last) {
        var remedy = last instanceof WorkerLost lost
                ? lost.remedy()
                : "look into the log of training-service for the reason";
        var message =
                "The training broke off %d times without a checkpoint between them, at last since %s. Before you submit the job again, %s"
                        .formatted(job.crashes(), last.getMessage(), remedy);
        return new JobFailure("worker_crashed", message, null);
    }

    private void fail(TrainingJob job, JobFailure failure) {
        var failed = claims.whileHeld(job.id(), held -> held.in(held.state().fail(failure, clock.instant())));
        if (failed.isPresent()) {
            events.error(job.id(), "The job failed: " + failure.message());
        }
    }

    /** Told of the end by a latch: an interrupt would break a connection to the database in the middle of a beat. */
    private void beat(String jobId, CountDownLatch done) {
        while (!ended(done)) {
            if (stopping.get() || lost(jobId)) {
                trainer.stop();
            }
        }
    }

    private boolean ended(CountDownLatch done) {
        try {
            return done.await(patience.heartbeat().toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return true;
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
