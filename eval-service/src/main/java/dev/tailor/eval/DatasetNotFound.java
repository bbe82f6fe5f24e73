package dev.tailor.eval;

/** data-service knows no such dataset. */
public final class DatasetNotFound extends EvalException {
    private static final long serialVersionUID = 1L;

    public DatasetNotFound(String id) {
        super("There is no dataset " + id);
    }
}
