package dev.tailor.training.problem;

/** A setting of a job is unusable. */
public final class InvalidJobSpec extends TrainingException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /** @param field path of the setting as the public API spells it */
    public InvalidJobSpec(String field, String message) {
        super(message);
        this.field = field;
    }

    public String field() {
        return field;
    }
}
