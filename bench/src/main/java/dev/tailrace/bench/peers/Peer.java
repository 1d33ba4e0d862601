package dev.tailrace.bench.peers;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.bench.run.Sized;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The script in {@code bench/peers}, run by the {@code python3} on the PATH. */
final class Peer {
    private static final long LIMIT_MINUTES = 20;

    private Peer() {}

    /** @param seconds from the first page's request to the last commit, with clients and connections ready before */
    record Copied(long items, double seconds) {}

    /** Why it cannot run here; empty if it can. */
    static Optional<String> trouble() throws IOException, InterruptedException {
        var log = Files.createTempFile("tailrace-bench-python", ".log");
        try {
            var process = new ProcessBuilder("python3", "-c", "import boto3, psycopg")
                    .redirectErrorStream(true)
                    .redirectOutput(Redirect.to(log.toFile()))
                    .start();
            return process.waitFor() == 0 ? Optional.empty() : Optional.of(lastLine(log));
        } catch (IOException e) {
            return Optional.of("no python3 on the PATH");
        } finally {
            Files.delete(log);
        }
    }

    /**
     * Copies a table as it stands.
     *
     * @param into schema and name, made if it is not there
     * @param threads in one process, instead of as many processes
     * @throws IllegalStateException if it fails, with the last thing it said
     */
    static Copied copy(Sized table, String into, boolean threads, Map<String, String> environment)
            throws IOException, InterruptedException {
        var log = Files.createTempFile("tailrace-bench-peer", ".log");
        var script = Path.of(System.getProperty("tailrace.home", "."), "bench", "peers", "copy_table.py");
        var command = new ArrayList<>(List.of(
                "python3",
                script.toString(),
                table.name(),
                into,
                "--segments",
                Integer.toString(table.segments()),
                "--places",
                Integer.toString(table.window())));
        if (threads) {
            command.add("--threads");
        }
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        var process = builder.start();
        var stop = new Thread(process::destroyForcibly, "kill-peer");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            if (!process.waitFor(LIMIT_MINUTES, TimeUnit.MINUTES) || process.exitValue() != 0) {
                throw new IllegalStateException(
                        "Cannot measure the peer: " + lastLine(log) + " (its log is " + log + ")");
            }
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
        var said = new ObjectMapper().readTree(lastLine(log));
        Files.delete(log);
        return new Copied(said.get("items").asLong(), said.get("seconds").asDouble());
    }

    private static String lastLine(Path log) throws IOException {
        var lines = Files.readAllLines(log, StandardCharsets.UTF_8);
        return lines.isEmpty() ? "it said nothing" : lines.getLast();
    }
}
