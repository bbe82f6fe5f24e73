package dev.tailor.eval;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The database of this service does not answer. */
public final class DatabaseUnavailable extends EvalException {
    private static final long serialVersionUID = 1L;
    /** Classes of SQLSTATE: data, integrity, syntax. */
    private static final List<String> STATEMENT = List.of("22", "23", "42");

    private static final int DEEPEST = 32;

    private DatabaseUnavailable(SQLException cause) {
        super("The database of eval-service does not answer; try again later", cause);
    }

    /** Finds the reason among the causes of what failed. */
    public static Optional<DatabaseUnavailable> behind(Throwable failed) {
        return Stream.iterate(failed, cause -> cause != null, Throwable::getCause)
                .limit(DEEPEST)
                .flatMap(cause -> cause instanceof SQLException refused ? Stream.of(refused) : Stream.empty())
                .filter(DatabaseUnavailable::isSaidBy)
                .findFirst()
                .map(DatabaseUnavailable::new);
    }

    /** A database that answers and refuses what it was told will do so again. */
    public static boolean isSaidBy(SQLException refused) {
        var state = String.valueOf(refused.getSQLState());
        return STATEMENT.stream().noneMatch(state::startsWith);
    }
}
