package dev.tailor.training.problem;

import java.sql.SQLException;

/** The database of this service does not answer. */
public final class DatabaseUnavailable extends TrainingException {

    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(SQLException cause) {
        super("The database of training-service does not answer; try again later");
        initCause(cause);
    }
}
