package dev.tailor.data.preparation;

/** A file that cannot become a dataset; the message lists why. */
public final class UnusableRows extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableRows(String message) {
        super(message);
    }
}
