package dev.tailor.training.job;

import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Asks eval-service to compare what succeeded, again and again until it has heard; a model is never lost by that. */
public class ComparisonRequests {

    private static final Logger LOG = Logger.getLogger(ComparisonRequests.class);
    private static final Duration PATIENCE = Duration.ofDays(1);

    private final TrainingJobRepository jobs;
    private final Comparisons comparisons;
    private final JobEvents events;
    private final Clock clock;

    public ComparisonRequests(TrainingJobRepository jobs, Comparisons comparisons, JobEvents events, Clock clock) {
        this.jobs = jobs;
        this.comparisons = comparisons;
        this.events = events;
        this.clock = clock;
    }

    public void once() {
        jobs.withComparisonDue().forEach(id -> jobs.find(id).ifPresent(this::ask));
    }

    private void ask(TrainingJob job) {
        var dataset = ResolvedSettings.set(job.dataset());
        switch (comparisons.compare(job.spec().model(), job.tunedModel(), dataset.id())) {
            case Comparisons.Answer.Accepted accepted -> settle(job, new Comparison(false, accepted.id()));
            case Comparisons.Answer.TryLater later -> giveUpLate(job, later.reason());
            case Comparisons.Answer.Refused refused -> giveUp(job, refused.reason());
        }
    }

    private void giveUpLate(TrainingJob job, String reason) {
        LOG.debugf("comparison waits jobId=%s reason=%s", job.id(), reason);
        if (job.state() instanceof JobState.Succeeded succeeded
                && succeeded.at().plus(PATIENCE).isBefore(clock.instant())) {
            giveUp(job, reason);
        }
    }

    private void giveUp(TrainingJob job, String reason) {
        settle(job, Comparison.NONE);
        events.warn(job.id(), "The comparison with the base model could not be started: " + reason);
    }

    private void settle(TrainingJob job, Comparison comparison) {
        jobs.update(job.id(), now -> now.compared(comparison));
    }
}
