package dev.tailor.training.catalogue;

/**
 * How fast this machine trains.
 *
 * @param flops floating-point operations a second
 * @param basis where the figure is from
 */
public record Speed(double flops, Basis basis) {

    double secondsPerThousandTokens(CatalogueMethod method, long parameters) {
        return 1000 * method.flopsPerToken(parameters) / flops;
    }

    /** Where a figure is from. */
    public enum Basis {
        /** Jobs reached it. */
        MEASURED,
        /** It is set, or assumed of the processors. */
        CONFIGURED
    }
}
