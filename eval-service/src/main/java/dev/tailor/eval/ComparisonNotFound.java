package dev.tailor.eval;

/** No comparison has this id. */
public final class ComparisonNotFound extends EvalException {
    private static final long serialVersionUID = 1L;

    public ComparisonNotFound(String id) {
        super("There is no comparison " + id);
    }
}
