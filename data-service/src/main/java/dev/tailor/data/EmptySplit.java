package dev.tailor.data;

/** A split that is asked for but gets no row. */
public final class EmptySplit extends DataException {

    private static final long serialVersionUID = 1L;

    public EmptySplit(String message) {
        super(message);
    }
}
