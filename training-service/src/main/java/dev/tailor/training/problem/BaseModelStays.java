package dev.tailor.training.problem;

/** A base model is a folder of the operator's and is not removed through this service. */
public final class BaseModelStays extends TrainingException {

    private static final long serialVersionUID = 1L;

    public BaseModelStays(String id) {
        super("The model %s is a base model and cannot be deleted; remove its folder instead".formatted(id));
    }
}
