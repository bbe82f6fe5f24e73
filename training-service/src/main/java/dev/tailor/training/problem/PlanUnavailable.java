package dev.tailor.training.problem;

/** A plan cannot be made now; later it may. */
public final class PlanUnavailable extends TrainingException {

    private static final long serialVersionUID = 1L;

    public PlanUnavailable(String message) {
        super(message);
    }
}
