package dev.tailor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DatabaseOutageTest {

    @Test
    void aLostConnectionIsFoundBehindWhatFailed() {
        var lost = new SQLException("connection lost", "08006");
        assertThat(DatabaseOutage.behind(new IllegalStateException(new IllegalArgumentException(lost))))
                .contains(lost);
    }

    @Test
    void theReasonOfATransactionThatCouldNotBeCommittedIsFound() {
        var full = new SQLException("No space left", "HYT00");
        var commit = new Exception("Could not commit transaction");
        commit.addSuppressed(new IllegalStateException(full));
        assertThat(DatabaseOutage.behind(new IllegalStateException("Error invoking subclass method", commit)))
                .contains(full);
    }

    @Test
    void causesThatGoRoundEnd() {
        var one = new IllegalStateException("one");
        one.addSuppressed(new IllegalStateException("other", one));
        assertThat(DatabaseOutage.behind(one)).isEmpty();
    }

    @Test
    void aPoolWithoutConnectionIsAnOutageThoughItNamesNoState() {
        assertThat(DatabaseOutage.isSaidBy(new SQLException("Acquisition timeout while waiting for new connection")))
                .isTrue();
    }

    @Test
    void whatADatabaseRefusesIsNone() {
        assertThat(DatabaseOutage.behind(new IllegalStateException(new SQLException("No such column", "42703"))))
                .isEmpty();
        assertThat(DatabaseOutage.isSaidBy(new SQLException("duplicate key", "23505")))
                .isFalse();
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(DatabaseOutage.behind(new IllegalStateException("broken"))).isEmpty();
    }
}
