package dev.tailor.eval;

/** Too many requests wait for one model. */
public final class ChatQueueFull extends EvalException {
    private static final long serialVersionUID = 1L;

    public ChatQueueFull(String model, int length) {
        super("%d requests wait for the model %s already; try again later".formatted(length, model));
    }
}
