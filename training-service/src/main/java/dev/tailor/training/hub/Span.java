package dev.tailor.training.hub;

/**
 * A part of a file.
 *
 * @param from first byte
 * @param to behind the last byte
 */
public record Span(long from, long to) {

    public Span {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("No bytes lie from %d to %d".formatted(from, to));
        }
    }

    public long bytes() {
        return to - from;
    }
}
