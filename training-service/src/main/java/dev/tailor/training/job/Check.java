package dev.tailor.training.job;

import dev.tailor.training.problem.InvalidJobSpec;
import org.jspecify.annotations.Nullable;

/** The few comparisons that the settings of a job need; an absent value passes. */
final class Check {

    private Check() {}

    static void within(String field, @Nullable Integer value, int least, int most) {
        if (value != null && (value < least || value > most)) {
            throw new InvalidJobSpec(field, "%s must be from %d to %d, was %d".formatted(field, least, most, value));
        }
    }

    static void within(String field, @Nullable Double value, double least, double most) {
        if (value != null && !(value >= least && value <= most)) {
            throw new InvalidJobSpec(field, "%s must be from %s to %s, was %s".formatted(field, least, most, value));
        }
    }

    static void atLeast(String field, @Nullable Integer value, int least) {
        holds(value == null || value >= least, field, "%s must be at least %d, was %s".formatted(field, least, value));
    }

    static void atLeast(String field, @Nullable Double value, double least) {
        holds(
                value == null || (value >= least && Double.isFinite(value)),
                field,
                "%s must be a number of at least %s, was %s".formatted(field, least, value));
    }

    static void above(String field, @Nullable Double value, double bound) {
        if (value != null && !(value > bound && Double.isFinite(value))) {
            throw new InvalidJobSpec(field, "%s must be above %s, was %s".formatted(field, bound, value));
        }
    }

    static void aboveUpTo(String field, @Nullable Double value, double bound, double most) {
        if (value != null && !(value > bound && value <= most)) {
            throw new InvalidJobSpec(
                    field, "%s must be above %s and at most %s, was %s".formatted(field, bound, most, value));
        }
    }

    static void below(String field, @Nullable Double value, double bound) {
        if (value != null && !(value >= 0 && value < bound)) {
            throw new InvalidJobSpec(
                    field, "%s must be at least 0 and below %s, was %s".formatted(field, bound, value));
        }
    }

    static void holds(boolean right, String field, String message) {
        if (!right) {
            throw new InvalidJobSpec(field, message);
        }
    }
}
