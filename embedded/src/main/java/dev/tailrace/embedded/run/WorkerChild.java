package dev.tailrace.embedded.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A worker in a process of its own, with this process's Java and class path. It ends with this JVM at the latest. Not
 * thread-safe.
 */
public final class WorkerChild implements AutoCloseable {
    private final Map<String, String> environment;
    private final Path log;
    private volatile Process process;

    private WorkerChild(Map<String, String> environment, Path log) {
        this.environment = environment;
        this.log = log;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::destroyForcibly, "kill-worker"));
    }

    /**
     * @param environment added to this process's
     * @param log what it prints is appended there
     */
    public static WorkerChild start(Map<String, String> environment, Path log) {
        return new WorkerChild(environment, log);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL: it gets no chance to finish anything. Returns when it is gone. */
    public void kill() {
        destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Kills it if it is alive, and starts another with the same environment. */
    public void restart() {
        kill();
        process = launch();
    }

    /** Asks it to stop, and kills it where it does not within some seconds. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void destroyForcibly() {
        process.destroyForcibly();
    }

    private Process launch() {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tailrace.worker.Main",
                "worker"));
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a worker", e);
        }
    }
}
