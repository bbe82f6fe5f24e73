package dev.tailor.training.job.db;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A real PostgreSQL server for one test class. */
public class PostgresServer implements QuarkusTestResourceLifecycleManager {
    private final List<EmbeddedPostgres> running = new ArrayList<>();

    @Override
    public Map<String, String> start() {
        try {
            var server = EmbeddedPostgres.start();
            running.add(server);
            return Map.of(
                    "quarkus.datasource.jdbc.url",
                    "jdbc:postgresql://127.0.0.1:%d/postgres".formatted(server.getPort()),
                    "quarkus.datasource.username",
                    "postgres",
                    "quarkus.datasource.password",
                    "postgres");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A test that asks for it can stop the server early. */
    @Override
    public void inject(TestInjector test) {
        Closeable server = this::stop;
        test.injectIntoFields(server, new TestInjector.MatchesType(Closeable.class));
    }

    @Override
    public void stop() {
        try {
            for (var server : running) {
                server.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
