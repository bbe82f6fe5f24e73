package dev.tailor.training.hub;

import java.util.List;

/** What a repository holds at one commit. */
public record HubRevision(String commit, List<String> files) {

    public HubRevision {
        files = List.copyOf(files);
    }
}
