package dev.tailrace.embedded.stack;

import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;

/**
 * One database on a Postgres server.
 *
 * @param parameters the URL's query, e.g. {@code sslmode=require}; empty for none
 */
public record DatabaseAddress(String host, int port, String database, String user, String password, String parameters) {

    /**
     * Reads {@code postgresql://user:password@host:port/database?…}.
     *
     * @throws IllegalArgumentException on anything else
     */
    public static DatabaseAddress parse(String url) {
        URI uri = URI.create(url);
        String[] login = Objects.requireNonNullElse(uri.getRawUserInfo(), "").split(":", 2);
        if (!"postgresql".equals(uri.getScheme()) || uri.getHost() == null || login.length != 2) {
            throw new IllegalArgumentException(
                    "Cannot read the Postgres URL: it is postgresql://user:password@host:port/database.");
        }
        return new DatabaseAddress(
                uri.getHost(),
                uri.getPort() < 0 ? 5432 : uri.getPort(),
                uri.getPath().substring(1),
                decoded(login[0]),
                decoded(login[1]),
                Objects.requireNonNullElse(uri.getRawQuery(), ""));
    }

    /** {@code postgresql://user:password@host:port/database}. Holds the password. */
    public String url() {
        return "postgresql://%s:%s@%s:%d/%s%s"
                .formatted(encoded(user), encoded(password), host, port, database, query());
    }

    /** For JDBC, without user and password. */
    public String jdbcUrl() {
        return "jdbc:postgresql://%s:%d/%s%s".formatted(host, port, database, query());
    }

    /** The same server and user, another database. */
    public DatabaseAddress inDatabase(String name) {
        return new DatabaseAddress(host, port, name, user, password, parameters);
    }

    /** The same database by another way, e.g. through a proxy. */
    public DatabaseAddress at(String otherHost, int otherPort) {
        return new DatabaseAddress(otherHost, otherPort, database, user, password, parameters);
    }

    /** A new connection, closed by the caller. */
    public Connection connect() throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        return DriverManager.getConnection(jdbcUrl(), login);
    }

    @Override
    public String toString() {
        return jdbcUrl() + " as " + user;
    }

    private String query() {
        return parameters.isEmpty() ? "" : "?" + parameters;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }
}
