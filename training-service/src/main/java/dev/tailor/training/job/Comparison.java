package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * The comparison that follows a successful job.
 *
 * @param due still to be asked for
 * @param id once eval-service has it
 */
public record Comparison(boolean due, @Nullable String id) {

    static final Comparison NONE = new Comparison(false, null);
    static final Comparison DUE = new Comparison(true, null);
}
