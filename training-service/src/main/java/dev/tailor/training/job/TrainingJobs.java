package dev.tailor.training.job;

import dev.tailor.training.problem.FileInUse;
import dev.tailor.training.problem.JobNotFound;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** What users do with jobs. Does not run them. */
@ApplicationScoped
public class TrainingJobs {

    private final TrainingJobRepository jobs;
    private final SpecCheck check;
    private final JobAdmission admission;
    private final JobEvents events;
    private final Ids ids;
    private final Clock clock;

    public TrainingJobs(
            TrainingJobRepository jobs,
            SpecCheck check,
            JobAdmission admission,
            JobEvents events,
            Ids ids,
            Clock clock) {
        this.jobs = jobs;
        this.check = check;
        this.admission = admission;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /** A repeated submission with the same key answers the first job. */
    public TrainingJob submit(TrainingJobSpec spec, Optional<String> idempotencyKey) {
        check.check(spec);
        var job = TrainingJob.submitted(ids.next("ftjob-"), spec, clock.instant());
        var stored = admitted(job, idempotencyKey);
        if (stored.id().equals(job.id())) {
            events.created(job);
        }
        return stored;
    }

    private TrainingJob admitted(TrainingJob job, Optional<String> idempotencyKey) {
        try {
            return admission.admit(job, idempotencyKey);
        } catch (KeyTaken meanwhile) {
            return admission.admit(job, idempotencyKey);
        }
    }

    public TrainingJob get(String id) {
        return jobs.find(id).orElseThrow(() -> new JobNotFound(id));
    }

    public Page<TrainingJob> list(JobFilter filter, Cursor cursor) {
        return jobs.page(filter, cursor);
    }

    /** Refuses while a job has yet to read the file; once its dataset is known it reads that. */
    public void checkUnused(String file) {
        jobs.withStatus(JobStatus.VALIDATING_FILES).stream()
                .flatMap(id -> jobs.find(id).stream())
                .filter(job -> job.dataset() == null && job.spec().reads(file))
                .findFirst()
                .ifPresent(job -> {
                    throw new FileInUse(file, job.id());
                });
    }

    public TrainingJob cancel(String id) {
        var cancelled = jobs.update(id, job -> job.cancelled(clock.instant()));
        events.info(id, "The job was cancelled");
        return cancelled;
    }

    public TrainingJob resume(String id) {
        var resumed = jobs.update(id, TrainingJob::resumed);
        events.info(id, "The job was resumed, moving it to queued state");
        return resumed;
    }
}
