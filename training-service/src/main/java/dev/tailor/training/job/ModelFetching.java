package dev.tailor.training.job;

import dev.tailor.training.hub.HubDownloads;
import dev.tailor.training.hub.HubDownloads.Standing;
import dev.tailor.training.hub.HubReference;
import dev.tailor.training.job.JobState.ValidatingFiles;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Fetches the base models that jobs wait for, and tells those jobs how far it has come. */
public class ModelFetching {

    private static final int SHARES = 10;
    private static final double MEGABYTE = 1e6;

    private final TrainingJobRepository jobs;
    private final JobEvents events;
    private final JobStarts starts;
    private final HubDownloads downloads;
    private final Clock clock;
    private final Map<String, Integer> told = new HashMap<>();

    public ModelFetching(
            TrainingJobRepository jobs, JobEvents events, JobStarts starts, HubDownloads downloads, Clock clock) {
        this.jobs = jobs;
        this.events = events;
        this.starts = starts;
        this.downloads = downloads;
        this.clock = clock;
    }

    /** To be called again and again; a download that no job waits for any more is ended. */
    public void once() {
        var waiting = new HashSet<String>();
        var wanted = new HashSet<HubReference>();
        for (var id : jobs.withStatus(JobStatus.VALIDATING_FILES)) {
            var job = jobs.find(id);
            var reference = job.flatMap(found -> starts.onHub(found.spec().model()));
            if (job.isPresent() && reference.isPresent()) {
                waiting.add(id);
                wanted.add(reference.get());
                attend(job.get(), reference.get());
            }
        }
        told.keySet().retainAll(waiting);
        downloads.keepOnly(wanted);
    }

    /** Ends all downloads; a later start goes on with them. */
    public void stop() {
        downloads.keepOnly(Set.of());
    }

    private void attend(TrainingJob job, HubReference reference) {
        if (starts.find(job.spec().model()).isPresent()) {
            arrived(job, reference);
            return;
        }
        switch (downloads.look(reference)) {
            case Standing.Running running -> tell(job, reference, running);
            case Standing.Ended ended -> check(job, reference);
            case Standing.Refused refused ->
                fail(job, new JobFailure(refused.reason().code(), words(refused), "model"));
        }
    }

    private void check(TrainingJob job, HubReference reference) {
        if (starts.find(job.spec().model()).isPresent()) {
            arrived(job, reference);
            return;
        }
        fail(
                job,
                new JobFailure(
                        "model_unusable",
                        "The base model %s was fetched and cannot be fine-tuned; choose another one"
                                .formatted(reference.id()),
                        "model"));
    }

    private void arrived(TrainingJob job, HubReference reference) {
        if (told.remove(job.id()) != null) {
            events.info(job.id(), "The base model %s is here".formatted(reference.id()));
        }
    }

    private void tell(TrainingJob job, HubReference reference, Standing.Running running) {
        if (!told.containsKey(job.id())) {
            told.put(job.id(), 0);
            events.info(job.id(), "Downloading the base model " + reference.id());
        }
        int share = running.total() == 0 ? 0 : (int) (running.bytes() * SHARES / running.total());
        if (share > told.getOrDefault(job.id(), 0)) {
            told.put(job.id(), share);
            events.info(
                    job.id(),
                    String.format(
                            Locale.ROOT,
                            "Downloading the base model %s: %d %% of %.1f MB",
                            reference.id(),
                            share * SHARES,
                            running.total() / MEGABYTE));
        }
    }

    private void fail(TrainingJob job, JobFailure failure) {
        var moved = jobs.update(
                job.id(),
                now -> now.state() instanceof ValidatingFiles
                        ? now.in(now.state().fail(failure, clock.instant()))
                        : now);
        if (moved.state() instanceof JobState.Failed) {
            events.error(job.id(), "The job failed: " + failure.message());
        }
    }

    private static String words(Standing.Refused refused) {
        return String.valueOf(refused.reason().getMessage());
    }
}
