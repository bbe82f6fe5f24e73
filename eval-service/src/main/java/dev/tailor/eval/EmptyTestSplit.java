package dev.tailor.eval;

/** A dataset without test rows that end in an answer, on which nothing can be compared. */
public final class EmptyTestSplit extends EvalException {
    private static final long serialVersionUID = 1L;

    public EmptyTestSplit(String dataset) {
        super("The dataset %s has no test row that ends in an assistant message; give the test split a share above 0"
                .formatted(dataset));
    }
}
