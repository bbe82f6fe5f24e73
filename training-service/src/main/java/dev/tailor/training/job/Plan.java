package dev.tailor.training.job;

import org.jspecify.annotations.Nullable;

/**
 * What a run will take.
 *
 * @param seconds with validations and checkpoints
 * @param trainedTokens tokens that carry loss, over all epochs
 * @param price null where no price per hour was given
 * @param suggestion the smallest change that fits, if it does not fit and there is one
 */
public record Plan(
        boolean fits,
        Memory memory,
        double stepSeconds,
        int steps,
        double seconds,
        long trainedTokens,
        TrainerReport.LongRows longRows,
        @Nullable Double price,
        @Nullable Suggestion suggestion) {

    private static final double GIGABYTE = 1e9;
    private static final double HOUR = 3600;

    /**
     * Bytes of the training process at its peak.
     *
     * @param other the process itself
     * @param limit what there is
     */
    public record Memory(
            long weights, long gradients, long optimizer, long activations, long other, long total, long limit) {}

    /**
     * A setting that would fit.
     *
     * @param param its path in the public API
     * @param value as JSON
     */
    public record Suggestion(String param, String value, String message) {}

    Plan at(@Nullable Double pricePerHour) {
        return new Plan(
                fits,
                memory,
                stepSeconds,
                steps,
                seconds,
                trainedTokens,
                longRows,
                price(pricePerHour, seconds),
                suggestion);
    }

    static @Nullable Double price(@Nullable Double pricePerHour, double seconds) {
        return pricePerHour == null ? null : pricePerHour * seconds / HOUR;
    }

    String inWords() {
        return "%d steps of %.3g s, in all about %.0f s; %.2f GB of memory of %.2f GB"
                .formatted(steps, stepSeconds, seconds, memory.total() / GIGABYTE, memory.limit() / GIGABYTE);
    }

    /** Why a run that does not fit is not begun. */
    JobFailure refusal() {
        var message = "The run would take %.2f GB of memory and there are %.2f GB; %s"
                .formatted(
                        memory.total() / GIGABYTE,
                        memory.limit() / GIGABYTE,
                        suggestion == null
                                ? "choose a smaller model or a machine with more memory"
                                : suggestion.message());
        return new JobFailure("out_of_memory", message, suggestion == null ? null : suggestion.param());
    }
}
