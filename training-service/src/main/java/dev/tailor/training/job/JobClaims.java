package dev.tailor.training.job;

import dev.tailor.training.job.JobState.Queued;
import dev.tailor.training.job.JobState.Running;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Takes jobs under a lease, one worker a job, and keeps others off them for as long as the lease is renewed. */
public class JobClaims {

    private final TrainingJobRepository jobs;
    private final String worker;
    private final Duration lease;
    private final Clock clock;

    public JobClaims(TrainingJobRepository jobs, String worker, Duration lease, Clock clock) {
        this.jobs = jobs;
        this.worker = worker;
        this.lease = lease;
        this.clock = clock;
    }

    /** The oldest job that waits or whose worker has fallen silent. */
    public Optional<TrainingJob> claim() {
        return Stream.concat(jobs.withStatus(JobStatus.RUNNING).stream(), jobs.withStatus(JobStatus.QUEUED).stream())
                .flatMap(id -> tryToClaim(id).stream())
                .findFirst();
    }

    /** Changes a job as long as this worker holds it; empty where it was cancelled, paused or lost. */
    public Optional<TrainingJob> whileHeld(String id, UnaryOperator<TrainingJob> change) {
        var held = new AtomicBoolean();
        var job = jobs.update(id, current -> {
            held.set(holds(current));
            return held.get() ? change.apply(renewed(current)) : current;
        });
        return held.get() ? Optional.of(job) : Optional.empty();
    }

    /** The same for a job that was paused meanwhile: its run still tells where it goes on from. */
    void whileHeldOrPaused(String id, UnaryOperator<TrainingJob> change) {
        jobs.update(id, current -> {
            if (holds(current)) {
                return change.apply(renewed(current));
            }
            return current.state() instanceof JobState.Paused ? change.apply(current) : current;
        });
    }

    public boolean renew(String id) {
        return whileHeld(id, job -> job).isPresent();
    }

    public void giveBack(String id) {
        whileHeld(id, job -> job.in(((Running) job.state()).givenBack()));
    }

    /** Whether a job that has not ended starts from the model. */
    boolean isStart(String model) {
        return jobs.unfinishedFrom(model).isPresent();
    }

    /** What an earlier life of this worker still holds; to be called before the first claim. */
    public void releaseOwn() {
        jobs.withStatus(JobStatus.RUNNING).forEach(this::giveBack);
    }

    private Optional<TrainingJob> tryToClaim(String id) {
        var taken = new AtomicBoolean();
        var job = jobs.update(id, current -> {
            taken.set(claimable(current.state()));
            return taken.get()
                    ? current.in(new Queued().start(worker, clock.instant().plus(lease)))
                    : current;
        });
        return taken.get() ? Optional.of(job) : Optional.empty();
    }

    private boolean claimable(JobState state) {
        return state instanceof Queued || (state instanceof Running running && running.expired(clock.instant()));
    }

    private boolean holds(TrainingJob job) {
        return job.state() instanceof Running running && running.worker().equals(worker);
    }

    private TrainingJob renewed(TrainingJob job) {
        return job.in(((Running) job.state()).renewed(clock.instant().plus(lease)));
    }
}
