package dev.tailrace.embedded.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty UTF-8 database of a unique name, dropped on close together with the connections to it. */
public final class FreshDatabase implements AutoCloseable {
    /** SQLSTATE insufficient_privilege. */
    private static final String REFUSED = "42501";

    private final DatabaseAddress server;
    private final DatabaseAddress address;

    private FreshDatabase(DatabaseAddress server, DatabaseAddress address) {
        this.server = server;
        this.address = address;
    }

    /**
     * @param server as whom it is made; closing ends other users' connections to it, too
     * @param name of the new database
     */
    public static FreshDatabase create(DatabaseAddress server, String name) {
        // template0: the server's template1 may be in another encoding, or not be empty.
        run(server, "create database \"%s\" template template0 encoding 'UTF8'".formatted(name));
        return new FreshDatabase(server, server.inDatabase(name));
    }

    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        String drop = "drop database if exists \"%s\"".formatted(address.database());
        try {
            execute(server, drop + " with (force)");
        } catch (SQLException e) {
            if (!REFUSED.equals(e.getSQLState())) {
                throw failed(server, drop, e);
            }
            // Autovacuum works in it, which only a superuser may end by force; a drop without force ends it, and
            // nothing else.
            run(
                    server,
                    "select pg_terminate_backend(pid) from pg_stat_activity where datname = '%s' and backend_type = 'client backend'"
                            .formatted(address.database()));
            run(server, drop);
        }
    }

    private static void run(DatabaseAddress server, String sql) {
        try {
            execute(server, sql);
        } catch (SQLException e) {
            throw failed(server, sql, e);
        }
    }

    private static void execute(DatabaseAddress server, String sql) throws SQLException {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static IllegalStateException failed(DatabaseAddress server, String sql, SQLException e) {
        return new IllegalStateException("Cannot run on %s: %s: %s".formatted(server, sql, e.getMessage()), e);
    }
}
