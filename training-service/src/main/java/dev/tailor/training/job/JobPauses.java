package dev.tailor.training.job;

import jakarta.enterprise.context.ApplicationScoped;

/**
 * Pauses jobs. A paused job tells the step of its last checkpoint, whatever becomes of the process that was to save a later
 * one; a run that still saves one moves it on.
 */
@ApplicationScoped
public class JobPauses {

    private final TrainingJobRepository jobs;
    private final CheckpointRepository checkpoints;
    private final JobEvents events;

    public JobPauses(TrainingJobRepository jobs, CheckpointRepository checkpoints, JobEvents events) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
        this.events = events;
    }

    public TrainingJob pause(String id) {
        var paused = jobs.update(id, job -> job.paused(kept(id)));
        events.info(id, "The job was paused");
        return paused;
    }

    private int kept(String id) {
        return checkpoints.latest(id).map(Checkpoint::step).orElse(0);
    }
}
