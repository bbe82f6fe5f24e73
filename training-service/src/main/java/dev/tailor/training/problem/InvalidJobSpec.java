package dev.tailor.training.problem;

/** A setting of a job is unusable. */
public final class InvalidJobSpec extends TrainingException {

    private static final long serialVersionUID = 1L;

    private final String code;
    private final String field;

    /** @param field path of the setting as the public API spells it */
    public InvalidJobSpec(String field, String message) {
        this(field.equals("model") ? "model_not_found" : "invalid_value", field, message);
    }

    /** @param code as a job that fails for this reason has it */
    public InvalidJobSpec(String code, String field, String message) {
        super(message);
        this.code = code;
        this.field = field;
    }

    public String code() {
        return code;
    }

    public String field() {
        return field;
    }
}
