package dev.tailor.training.problem;

/** No base model, tuned model or checkpoint has this id. */
public final class ModelNotFound extends TrainingException {

    private static final long serialVersionUID = 1L;

    public ModelNotFound(String id) {
        super("The model %s does not exist; list the models to see those that do".formatted(id));
    }
}
