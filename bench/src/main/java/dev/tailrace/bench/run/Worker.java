package dev.tailrace.bench.run;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A worker as it runs in production: by the launcher, with its flags. Dies with this JVM at the latest. */
public final class Worker implements AutoCloseable {
    private final Process process;
    private final Path log;

    private Worker(Process process, Path log) {
        this.process = process;
        this.log = log;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "kill-worker"));
    }

    /** @param options for its Java, behind the launcher's own */
    public static Worker start(Map<String, String> environment, String options) throws IOException {
        var log = Files.createTempFile("tailrace-bench-worker", ".log");
        var home = System.getProperty("tailrace.home", ".");
        var builder = new ProcessBuilder(home + "/tailrace", "worker")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.to(log.toFile()));
        builder.environment().putAll(environment);
        builder.environment().put("TAILRACE_OPTS", options);
        return new Worker(builder.start(), log);
    }

    /** Of the worker itself: the launcher becomes it. */
    public long pid() {
        return process.pid();
    }

    public Path log() {
        return log;
    }

    /** The most memory it has had resident, in MB; NaN where the system does not say. */
    public double peakMegabytes() throws IOException {
        var status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return Double.NaN;
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM:"))
                .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElse(Double.NaN);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
