package dev.tailor.model;

/** A training that led nowhere; the message says since when, on which rows, and what to change. */
public final class TrainingDiverged extends ModelException {

    private static final long serialVersionUID = 1L;

    public TrainingDiverged(String message) {
        super(message);
    }
}
