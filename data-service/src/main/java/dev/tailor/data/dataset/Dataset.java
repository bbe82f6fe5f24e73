package dev.tailor.data.dataset;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An immutable version of somebody's rows. */
public record Dataset(
        String id, Origin origin, SplitShares shares, Deal deal, DatasetCounts counts, Instant createdAt) {

    /** The files it was made of. */
    public record Origin(Source training, @Nullable Source validation) {

        public Optional<Source> validationSource() {
            return Optional.ofNullable(validation);
        }
    }
}
