package dev.tailor.eval;

/** No base model, tuned model or checkpoint has this id. */
public final class ModelNotFound extends EvalException {
    private static final long serialVersionUID = 1L;

    private final String field;

    public ModelNotFound(String field, String id) {
        super("The model %s does not exist".formatted(id));
        this.field = field;
    }

    /** The field of the request that named the model. */
    public String field() {
        return field;
    }
}
