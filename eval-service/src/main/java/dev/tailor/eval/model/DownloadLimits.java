package dev.tailor.eval.model;

import java.time.Duration;

/**
 * How long the files of a model may take to arrive; as a whole they may take as long as they are large.
 *
 * @param silence until the next piece
 */
public record DownloadLimits(Duration silence) {
    public DownloadLimits {
        if (silence.isNegative() || silence.isZero()) {
            throw new IllegalArgumentException("tailor.eval.download-silence must be positive, was " + silence);
        }
    }
}
