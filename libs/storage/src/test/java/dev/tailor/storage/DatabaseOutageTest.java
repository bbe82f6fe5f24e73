package dev.tailor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.transaction.RollbackException;
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
    void aTransactionThatWasUndoneWithoutAReasonIsAnOutageAndOneThatWasRefusedIsNot() {
        var undone = new RollbackException("The transaction is not active");
        assertThat(DatabaseOutage.behind(new IllegalStateException(undone))).isPresent();
        undone.addSuppressed(new SQLException("duplicate key", "23505"));
        assertThat(DatabaseOutage.behind(new IllegalStateException(undone))).isEmpty();
    }

    @Test
    void causesThatGoRoundEnd() {
        var one = new IllegalStateException("one");
        one.addSuppressed(new IllegalStateException("other", one));
        assertThat(DatabaseOutage.behind(one)).isEmpty();
    }

    @Test
    void aPoolWithoutConnectionIsAnOutageThoughItNamesNoState() {
        var none = new SQLException("Acquisition timeout while waiting for new connection");
        assertThat(DatabaseOutage.behind(none)).contains(none);
    }

    @Test
    void whatADatabaseRefusesIsNone() {
        assertThat(DatabaseOutage.behind(new IllegalStateException(new SQLException("No such column", "42703"))))
                .isEmpty();
        assertThat(DatabaseOutage.behind(new SQLException("duplicate key", "23505")))
                .isEmpty();
    }

    @Test
    void otherFailuresAreNone() {
        assertThat(DatabaseOutage.behind(new IllegalStateException("broken"))).isEmpty();
    }
}
