package dev.tailor.model;

/** What can be wrong with a model or with what was asked of it. */
public sealed class ModelException extends RuntimeException permits InvalidModel, InvalidSettings, TrainingDiverged {

    private static final long serialVersionUID = 1L;

    ModelException(String message) {
        super(message);
    }

    ModelException(String message, Throwable cause) {
        super(message, cause);
    }
}
