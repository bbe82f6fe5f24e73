package dev.tailor.model;

/** A model directory that cannot be used; the message names the file and what to do. */
public final class InvalidModel extends ModelException {

    private static final long serialVersionUID = 1L;

    public InvalidModel(String message) {
        super(message);
    }

    public InvalidModel(String message, Throwable cause) {
        super(message, cause);
    }
}
