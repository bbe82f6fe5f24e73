package dev.tailor.training.problem;

/** A page was to start after something that does not exist. */
public final class UnknownCursor extends TrainingException {

    private static final long serialVersionUID = 1L;

    public UnknownCursor(String cursor) {
        super("Nothing in this list has the id %s; start after an id of an earlier page".formatted(cursor));
    }
}
