package dev.tailor.training.job;

import java.io.IOException;
import org.jboss.logging.Logger;

/**
 * Removes from the checkpoints of ended jobs what only training needs: no move leads back from an end, so nothing goes on
 * from them. They stay models.
 */
public class SpentCheckpoints {

    private static final Logger LOG = Logger.getLogger(SpentCheckpoints.class);

    private final TrainingJobRepository jobs;
    private final Checkpoints checkpoints;

    public SpentCheckpoints(TrainingJobRepository jobs, Checkpoints checkpoints) {
        this.jobs = jobs;
        this.checkpoints = checkpoints;
    }

    /** To be called again and again: it finds the ends that a process had no time to clear up after. */
    public void once() {
        checkpoints.resumableJobs().stream().filter(this::ended).forEach(this::reduce);
    }

    private boolean ended(String jobId) {
        return jobs.find(jobId).stream().allMatch(job -> job.state().status().isFinished());
    }

    private void reduce(String jobId) {
        try {
            checkpoints.reduce(jobId);
        } catch (IOException failed) {
            LOG.warnf("checkpoints not reduced jobId=%s reason=%s", jobId, failed.toString());
        }
    }
}
