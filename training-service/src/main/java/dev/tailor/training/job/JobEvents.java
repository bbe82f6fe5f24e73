package dev.tailor.training.job;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what happens to jobs, in the words that clients of the public API look for. */
@ApplicationScoped
public class JobEvents {

    private final JobEventRepository events;
    private final Ids ids;
    private final Clock clock;

    public JobEvents(JobEventRepository events, Ids ids, Clock clock) {
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    void created(TrainingJob job) {
        info(job.id(), "Created fine-tuning job: " + job.id());
        var validation = job.spec().validationFile();
        info(
                job.id(),
                "Validating training file: " + job.spec().trainingFile()
                        + (validation == null ? "" : " and validation file: " + validation));
    }

    void info(String jobId, String message) {
        events.add(event(jobId, EventLevel.INFO, message));
    }

    void warn(String jobId, String message) {
        events.add(event(jobId, EventLevel.WARN, message));
    }

    void error(String jobId, String message) {
        events.add(event(jobId, EventLevel.ERROR, message));
    }

    void step(String jobId, StepMetrics metrics) {
        var message = "Step %d/%d: training loss=%s"
                .formatted(metrics.step(), metrics.totalSteps(), digits(metrics.trainLoss()));
        if (metrics.validLoss() != null) {
            message += ", validation loss=" + digits(metrics.validLoss());
        }
        var event = new JobEvent(ids.next("ftevent-"), jobId, clock.instant(), EventLevel.INFO, message, metrics, null);
        events.putStep(event, metrics.step());
    }

    void samples(String jobId, Samples samples) {
        var message = "Step %d: answers to %d validation prompts"
                .formatted(samples.step(), samples.samples().size());
        var event = new JobEvent(ids.next("ftevent-"), jobId, clock.instant(), EventLevel.INFO, message, null, samples);
        events.putSamples(event, samples);
    }

    void forgetStepsAfter(String jobId, int step) {
        events.removeStepsAfter(jobId, step);
    }

    private JobEvent event(String jobId, EventLevel level, String message) {
        return new JobEvent(ids.next("ftevent-"), jobId, clock.instant(), level, message, null, null);
    }

    private static String digits(@Nullable Double value) {
        return value == null ? "" : String.format(Locale.ROOT, "%.6g", value);
    }
}
