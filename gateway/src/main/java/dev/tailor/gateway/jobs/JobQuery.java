package dev.tailor.gateway.jobs;

import java.util.Map;

/** Which jobs to list. */
public record JobQuery(String after, int limit, Map<String, String> metadata, boolean withoutMetadata) {
    public JobQuery {
        metadata = Map.copyOf(metadata);
    }
}
