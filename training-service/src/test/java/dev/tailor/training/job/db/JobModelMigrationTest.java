package dev.tailor.training.job.db;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** Jobs that were stored before their models had a column. */
class JobModelMigrationTest {

    @Test
    void areFoundByTheirModelsOnH2() throws SQLException {
        var database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:models;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DB_CLOSE_DELAY=-1");
        findsTheModel(database);
    }

    @Test
    void areFoundByTheirModelsOnPostgres() throws IOException, SQLException {
        try (var server = EmbeddedPostgres.start()) {
            findsTheModel(server.getPostgresDatabase());
        }
    }

    private static void findsTheModel(DataSource database) throws SQLException {
        // Given
        migrate(database, "3");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("""
                    insert into training_job (id, created_at, status, comparison_due, state, document)
                    values ('ftjob-1', 0, 'QUEUED', false, '{}',
                     '{"spec":{"model":"ft:tiny:tailor::0a1b2c3d","trainingFile":"file-1"},"settings":null}')""");
            // When
            migrate(database, "4");
            // Then
            try (var rows = statement.executeQuery("select model from training_job")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString(1)).isEqualTo("ft:tiny:tailor::0a1b2c3d");
            }
        }
    }

    private static void migrate(DataSource database, String version) {
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration")
                .target(version)
                .load()
                .migrate();
    }
}
