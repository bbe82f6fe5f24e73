package dev.tailor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The kind of channel that the services' JDBC URLs name. */
class EmbeddedDatabaseTest {

    private static final int ROUNDS = 40;
    private static final int MILLISECONDS = 10;

    @TempDir
    private Path folder;

    @Test
    void aThreadThatIsInterruptedWhileItWritesLeavesTheDatabaseOpen() throws SQLException, InterruptedException {
        try (var connection = open()) {
            execute(connection, "create table written (text varchar)");
            for (int round = 0; round < ROUNDS; round++) {
                // When
                var writer = Thread.ofVirtual().start(this::write);
                Thread.sleep(MILLISECONDS);
                writer.interrupt();
                writer.join();
                // Then
                assertThat(rows(connection)).isNotNegative();
            }
            assertThat(rows(connection)).isPositive();
        }
    }

    private void write() {
        try (var connection = open()) {
            while (!Thread.currentThread().isInterrupted()) {
                execute(connection, "insert into written values ('%s')".formatted("text".repeat(200)));
            }
        } catch (SQLException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:h2:async:" + folder.resolve("database") + ";WRITE_DELAY=0");
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int rows(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var result = statement.executeQuery("select count(*) from written")) {
            result.next();
            return result.getInt(1);
        }
    }
}
