package dev.tailor.storage;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.SQLException;
import java.util.Properties;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Hands every connection to the driver that the JDBC URL names, so that one build of a service runs on H2 and on
 * PostgreSQL by configuration alone. Knows nothing about either.
 */
public final class DatabaseDriver implements Driver {

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        return DriverManager.getConnection(url, properties);
    }

    @Override
    public boolean acceptsURL(@Nullable String url) {
        return url != null && (url.startsWith("jdbc:h2:") || url.startsWith("jdbc:postgresql:"));
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) throws SQLException {
        return DriverManager.getDriver(url).getPropertyInfo(url, properties);
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger("dev.tailor.storage");
    }
}
