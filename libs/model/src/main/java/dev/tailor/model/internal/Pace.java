package dev.tailor.model.internal;

/**
 * How long a step takes: so much for itself, and so much for each token.
 *
 * @param constant seconds
 * @param perToken seconds
 */
record Pace(double constant, double perToken) {

    private static final double ALIKE = 1.2;

    /** A step that was measured. */
    record Point(long tokens, double seconds) {}

    /** Through both where they are far enough apart for a slope. */
    static Pace through(Point typical, Point longest) {
        if (longest.tokens() >= ALIKE * typical.tokens()) {
            double slope = (longest.seconds() - typical.seconds()) / (longest.tokens() - typical.tokens());
            double constant = typical.seconds() - slope * typical.tokens();
            if (slope > 0 && constant >= 0) {
                return new Pace(constant, slope);
            }
        }
        return new Pace(0, typical.seconds() / Math.max(1, typical.tokens()));
    }

    double seconds(double tokens) {
        return constant + perToken * tokens;
    }
}
