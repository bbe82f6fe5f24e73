package dev.tailor.eval;

/** Another service does not answer or failed. */
public final class PeerUnavailable extends EvalException {
    private static final long serialVersionUID = 1L;

    public PeerUnavailable(String service, Throwable cause) {
        super("%s does not answer; try again later".formatted(service), cause);
    }
}
