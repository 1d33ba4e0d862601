package dev.tailrace.embedded.stack;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
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
            statement.execute("create role %s login createdb createrole password '%s'".formatted(USER, password));
            statement.execute("create database %s owner %s".formatted(USER, USER));
        }
        DatabaseAddress address = new DatabaseAddress("localhost", server.getPort(), USER, USER, password, "");
        return new EmbeddedPostgresServer(server, folder, address);
    }

    DatabaseAddress address() {
        return address;
    }

    /** {@code pg_ctl restart -m immediate}, with the options it was started with. */
    void restartImmediately() throws IOException, InterruptedException {
        control("restart", "-m", "immediate");
    }

    /** Restarts it as a standby. */
    void demote() throws IOException, InterruptedException {
        Files.createFile(folder.resolve("data/standby.signal"));
        control("restart", "-m", "fast");
    }

    void promote() throws IOException, InterruptedException {
        control("promote");
    }

    private void control(String... what) throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        long postmaster = Long.parseLong(
                Files.readAllLines(data.resolve("postmaster.pid")).getFirst().strip());
        Path binary = Path.of(ProcessHandle.of(postmaster)
                .flatMap(process -> process.info().command())
                .orElseThrow());
        List<String> command = new ArrayList<>();
        if (LinuxUtils.isUnshareAvailable()) {
            // As it was started: Postgres refuses to run as root.
            command.addAll(List.of("unshare", "-U"));
        }
        command.addAll(List.of(binary.resolveSibling("pg_ctl").toString(), "-D", data.toString(), "-w"));
        command.addAll(List.of(what));
        ProgramRun.run(command);
    }

    @Override
    public void close() throws IOException {
        server.close();
        Files.deleteIfExists(folder.resolve("pg_hba.conf"));
        Files.deleteIfExists(folder);
    }
}
