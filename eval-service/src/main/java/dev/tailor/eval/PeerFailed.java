package dev.tailor.eval;

/** Another service answers, and not as it should. */
public final class PeerFailed extends EvalException {
    private static final long serialVersionUID = 1L;

    public PeerFailed(String service, Throwable cause) {
        super("%s failed (%s); its log says why".formatted(service, cause.getMessage()), cause);
    }
}
