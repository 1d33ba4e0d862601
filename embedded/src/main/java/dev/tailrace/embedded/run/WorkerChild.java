package dev.tailrace.embedded.run;

import dev.tailrace.embedded.stack.ProgramRun;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A worker in a process of its own, with this process's Java. It ends with this JVM at the latest. Not
 * thread-safe.
 */
public final class WorkerChild implements AutoCloseable {
    /** How the worker's first line of work begins. */
    private static final String WORKS = "Working for Temporal";

    private final Map<String, String> environment;
    private final String classPath;
    private final Path log;
    private volatile Process process;
    /** Bytes of the log that were there before this process. */
    private volatile long logStart;

    private WorkerChild(Map<String, String> environment, String classPath, Path log) {
        this.environment = environment;
        this.classPath = classPath;
        this.log = log;
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(new Thread(this::destroyForcibly, "kill-worker"));
    }

    /**
     * @param environment added to this process's
     * @param log what it prints is appended there
     */
    public static WorkerChild start(Map<String, String> environment, Path log) {
        return start(environment, WorkerClasses.path(), log);
    }

    /** The same from another build's class path. */
    public static WorkerChild start(Map<String, String> environment, String classPath, Path log) {
        return new WorkerChild(environment, classPath, log);
    }

    public long pid() {
        return process.pid();
    }

    /** Where what it prints is appended. */
    public Path log() {
        return log;
    }

    /** Whether this process, not one before it, has said that it works. */
    public boolean isWorking() {
        try (InputStream said = Files.newInputStream(log)) {
            said.skipNBytes(logStart);
            return new String(said.readAllBytes(), StandardCharsets.UTF_8).contains(WORKS);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + log, e);
        }
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

    /** SIGSTOP: it stands still, with all its connections open. */
    public void suspend() {
        signal("STOP");
    }

    /** SIGCONT: it wakes, and does not know that time has passed. */
    public void resume() {
        signal("CONT");
    }

    /** Kills it if it is alive, and starts another with the same environment. */
    public void restart() {
        kill();
        process = launch();
    }

    /** Asks it to stop, and kills it where it does not within some seconds, in which the first archives its classes. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(15, TimeUnit.SECONDS)) {
                kill();
            }
        } catch (InterruptedException e) {
            destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void signal(String name) {
        try {
            ProgramRun.run(List.of("kill", "-" + name, Long.toString(pid())));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot send SIG" + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void destroyForcibly() {
        process.destroyForcibly();
    }

    private Process launch() {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-Xmx512m",
                // It lives for minutes at most: what counts is how soon it works.
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED"));
        command.addAll(WorkerClasses.archive(classPath));
        command.addAll(List.of("-cp", classPath, "dev.tailrace.worker.Main", "worker"));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment);
        builder.redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile()));
        try {
            logStart = Files.exists(log) ? Files.size(log) : 0;
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start a worker", e);
        }
    }
}
