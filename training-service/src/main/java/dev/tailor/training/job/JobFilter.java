package dev.tailor.training.job;

import java.util.Map;

/** Which jobs a list holds: those that carry all of the pairs, or those without any metadata. */
public record JobFilter(Map<String, String> metadata, boolean withoutMetadata) {

    public static final JobFilter ALL = new JobFilter(Map.of(), false);

    public JobFilter {
        metadata = Map.copyOf(metadata);
    }

    public boolean accepts(TrainingJob job) {
        var own = job.spec().metadata();
        return withoutMetadata ? own.isEmpty() : own.entrySet().containsAll(metadata.entrySet());
    }
}
