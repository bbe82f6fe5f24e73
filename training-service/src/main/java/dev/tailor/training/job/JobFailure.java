package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * Why a job failed.
 *
 * @param code stable, lower_snake
 * @param param the setting to blame, as the public API spells it
 */
public record JobFailure(
        String code, String message, @Nullable String param) {}
