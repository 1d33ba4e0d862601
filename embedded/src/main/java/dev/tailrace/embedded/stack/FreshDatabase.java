package dev.tailrace.embedded.stack;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** An empty UTF-8 database of a unique name, dropped on close together with the connections to it. */
public final class FreshDatabase implements AutoCloseable {
    private final DatabaseAddress server;
    private final DatabaseAddress address;

    private FreshDatabase(DatabaseAddress server, DatabaseAddress address) {
        this.server = server;
        this.address = address;
    }

    static FreshDatabase create(DatabaseAddress server, String name) {
        // template0: the server's template1 may be in another encoding, or not be empty.
        run(server, "create database \"%s\" template template0 encoding 'UTF8'".formatted(name));
        return new FreshDatabase(server, server.inDatabase(name));
    }

    public DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() {
        run(server, "drop database if exists \"%s\" with (force)".formatted(address.database()));
    }

    private static void run(DatabaseAddress server, String sql) {
        try (Connection connection = server.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot run on " + server + ": " + sql, e);
        }
    }
}
