package dev.tailor.training.catalogue;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What training a model would take, method by method. */
public record Assessment(CatalogueModel model, boolean fits, List<Estimate> estimates) {

    public Assessment {
        estimates = List.copyOf(estimates);
    }

    long leastMemory() {
        return estimates.stream()
                .mapToLong(estimate -> estimate.memory().total())
                .min()
                .orElse(Long.MAX_VALUE);
    }

    /**
     * One method.
     *
     * @param seconds of the whole training; null if its tokens are not known
     */
    public record Estimate(
            CatalogueMethod method,
            MemoryEstimate memory,
            double secondsPerThousandTokens,
            @Nullable Double seconds,
            boolean fits) {}
}
