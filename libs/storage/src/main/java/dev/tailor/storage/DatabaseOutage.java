package dev.tailor.storage;

import jakarta.transaction.RollbackException;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.util.List;
import java.util.Optional;

/** Tells a database that does not answer from one that refuses what it was told. Knows no driver. */
public final class DatabaseOutage {

    /** Classes of SQLSTATE: data, integrity, syntax. */
    private static final List<String> STATEMENT = List.of("22", "23", "42");

    private static final String UNDONE = "a change took too long and was undone";

    private DatabaseOutage() {}

    /**
     * The outage behind what failed. A transaction that was undone without a word of the database, as one that took longer
     * than it may, is one too.
     */
    public static Optional<SQLException> behind(Throwable failed) {
        var said = found(failed, SQLException.class);
        if (said.isEmpty()) {
            return found(failed, RollbackException.class).stream()
                    .<SQLException>map(undone -> new SQLTransactionRollbackException(UNDONE, undone))
                    .findFirst();
        }
        return said.stream().filter(DatabaseOutage::passes).findFirst();
    }

    private static <T extends Throwable> List<T> found(Throwable failed, Class<T> kind) {
        return Failures.behind(failed).filter(kind::isInstance).map(kind::cast).toList();
    }

    /** A database that answers and refuses what it was told will do so again. */
    private static boolean passes(SQLException refused) {
        var state = String.valueOf(refused.getSQLState());
        return STATEMENT.stream().noneMatch(state::startsWith);
    }
}
