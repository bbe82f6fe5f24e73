package dev.tailor.training.problem;

/** The adapter form was asked of a model that has none. */
public final class NotAnAdapter extends TrainingException {

    private static final long serialVersionUID = 1L;

    public NotAnAdapter(String id) {
        super("The model %s is not an adapter; ask for the merged form instead".formatted(id));
    }
}
