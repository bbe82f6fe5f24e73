package dev.tailor.training.problem;

/** A model cannot go while others need it. */
public final class ModelInUse extends TrainingException {

    private static final long serialVersionUID = 1L;

    public ModelInUse(String message) {
        super(message);
    }
}
