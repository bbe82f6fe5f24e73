package dev.tailor.training.problem;

/** A job cannot make this move from the state it is in. */
public final class IllegalJobMove extends TrainingException {

    private static final long serialVersionUID = 1L;

    public IllegalJobMove(String move, String status) {
        super("A job that is %s cannot be %s".formatted(status, move));
    }
}
