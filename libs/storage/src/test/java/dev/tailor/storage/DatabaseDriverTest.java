package dev.tailor.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

class DatabaseDriverTest {

    private final DatabaseDriver driver = new DatabaseDriver();

    @Test
    void theUrlChoosesTheDatabase() throws SQLException {
        try (var connection = driver.connect("jdbc:h2:mem:driver;MODE=PostgreSQL", new Properties())) {
            assertThat(connection.getMetaData().getDatabaseProductName()).isEqualTo("H2");
        }
    }

    @Test
    void onlyTheTwoKnownDatabasesAreTaken() {
        assertThat(driver.acceptsURL("jdbc:postgresql://localhost/data")).isTrue();
        assertThat(driver.acceptsURL("jdbc:h2:mem:driver")).isTrue();
        assertThat(driver.acceptsURL("jdbc:mysql://localhost/data")).isFalse();
        assertThat(driver.acceptsURL(null)).isFalse();
    }
}
