package dev.tailor.storage;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Tells a database that does not answer from one that refuses what it was told. Knows no driver. */
public final class DatabaseOutage {

    /** Classes of SQLSTATE: data, integrity, syntax. */
    private static final List<String> STATEMENT = List.of("22", "23", "42");

    private DatabaseOutage() {}

    /** The outage behind what failed. */
    public static Optional<SQLException> behind(Throwable failed) {
        return Failures.behind(failed)
                .flatMap(cause -> cause instanceof SQLException refused ? Stream.of(refused) : Stream.empty())
                .filter(DatabaseOutage::isSaidBy)
                .findFirst();
    }

    /** A database that answers and refuses what it was told will do so again. */
    public static boolean isSaidBy(SQLException refused) {
        var state = String.valueOf(refused.getSQLState());
        return STATEMENT.stream().noneMatch(state::startsWith);
    }
}
