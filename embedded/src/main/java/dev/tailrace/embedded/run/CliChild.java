package dev.tailrace.embedded.run;

import dev.tailrace.embedded.stack.ProgramRun;
import java.io.File;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A command of {@code tailrace} in a process of its own, with this process's Java and class path. Not thread-safe. */
public final class CliChild implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Linux. The mask of ignored signals begins with signal 1. */
    private static final Path SIGNALS = Path.of("/proc/self/status");

    private static final int SIGINT = 2;

    private final Process process;
    private final Path output;

    private CliChild(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param environment added to this process's */
    public static CliChild start(Map<String, String> environment, String... arguments) throws IOException {
        Path output = Files.createTempFile("tailrace-cli", ".out");
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.tailrace.worker.Main"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(environment);
        return new CliChild(builder.start(), output);
    }

    /** What it has printed so far, errors too. */
    public String output() throws IOException {
        return Files.readString(output);
    }

    /** Waits until it has printed that. */
    public void awaitOutput(String text) {
        Await.until(text, LIMIT, this::output, seen -> seen.contains(text));
    }

    /**
     * Whether children hear {@link #interrupt}. A process that was started to ignore SIGINT hands that on, and Java does not change
     * it. True where the system does not say.
     */
    public static boolean hearInterrupts() throws IOException {
        if (!Files.isReadable(SIGNALS)) {
            return true;
        }
        try (Stream<String> lines = Files.lines(SIGNALS)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> new BigInteger(line.replaceFirst("SigIgn:\\s*", ""), 16))
                    .noneMatch(ignored -> ignored.testBit(SIGINT - 1));
        }
    }

    /** Ctrl-C. */
    public void interrupt() throws IOException, InterruptedException {
        ProgramRun.run(List.of("kill", "-INT", Long.toString(process.pid())));
    }

    /** Its exit code, once it has ended. */
    public int exit() throws InterruptedException {
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("It has not ended within " + LIMIT.toSeconds() + " s");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
