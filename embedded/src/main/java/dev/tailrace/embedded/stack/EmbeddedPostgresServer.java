package dev.tailrace.embedded.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;

/** Postgres binaries as a child process, durable as in production: zonky's shortcuts are switched back. */
final class EmbeddedPostgresServer implements AutoCloseable {
    private static final String USER = "tailrace";
    /** Passwords count for everyone but the superuser, who creates the others. */
    private static final String ACCESS = """
            local all all trust
            host all postgres all trust
            host all all all scram-sha-256
            """;

    private final EmbeddedPostgres server;
    private final Path folder;
    private final DatabaseAddress address;

    private EmbeddedPostgresServer(EmbeddedPostgres server, Path folder, DatabaseAddress address) {
        this.server = server;
        this.folder = folder;
        this.address = address;
    }

    static EmbeddedPostgresServer start() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("tailrace-postgres");
        Path access = Files.writeString(folder.resolve("pg_hba.conf"), ACCESS);
        EmbeddedPostgres server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(true)
                .setServerConfig("hba_file", access.toString())
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "100")
                .setLocaleConfig("locale", "C.UTF-8")
                .start();
        String password = UUID.randomUUID().toString();
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create role %s login createdb password '%s'".formatted(USER, password));
            statement.execute("create database %s owner %s".formatted(USER, USER));
        }
        DatabaseAddress address = new DatabaseAddress("localhost", server.getPort(), USER, USER, password, "");
        return new EmbeddedPostgresServer(server, folder, address);
    }

    DatabaseAddress address() {
        return address;
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(folder.resolve("pg_hba.conf"));
        Files.deleteIfExists(folder);
    }
}
