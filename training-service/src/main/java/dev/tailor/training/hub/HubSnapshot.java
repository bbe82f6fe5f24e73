package dev.tailor.training.hub;

import java.nio.file.Path;

/**
 * A model in the cache, whole.
 *
 * @param directory a Hugging Face directory, whose files may be links
 */
public record HubSnapshot(HubReference reference, String commit, Path directory) {}
