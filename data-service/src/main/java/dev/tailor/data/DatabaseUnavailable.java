package dev.tailor.data;

import java.sql.SQLException;

/** The database of this service does not answer. */
public final class DatabaseUnavailable extends DataException {

    private static final long serialVersionUID = 1L;

    public DatabaseUnavailable(SQLException cause) {
        super("The database of data-service does not answer; try again later", cause);
    }
}
