package dev.tailrace.embedded.stack;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code temporal server start-dev} as a child process, with its UI. Search attributes are left to the worker. */
final class TemporalDevServer implements TemporalServer {
    private static final Duration START = Duration.ofSeconds(60);

    private final Process process;
    private final Path folder;
    private final String address;
    private final URI ui;

    private TemporalDevServer(Process process, Path folder, String address, URI ui) {
        this.process = process;
        this.folder = folder;
        this.address = address;
        this.ui = ui;
    }

    static TemporalDevServer start(Path cli) throws IOException {
        Path folder = Files.createTempDirectory("tailrace-temporal");
        int port = Ports.free();
        int uiPort = Ports.free();
        Path log = folder.resolve("log");
        Process process = new ProcessBuilder(
                        cli.toString(),
                        "server",
                        "start-dev",
                        "--db-filename",
                        folder.resolve("temporal.db").toString(),
                        "--port",
                        Integer.toString(port),
                        "--ui-port",
                        Integer.toString(uiPort),
                        "--headless=false",
                        "--log-level",
                        "warn")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        TemporalDevServer server =
                new TemporalDevServer(process, folder, "localhost:" + port, URI.create("http://localhost:" + uiPort));
        server.awaitReady(log);
        return server;
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public Optional<URI> ui() {
        return Optional.of(ui);
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private void awaitReady(Path log) throws IOException {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        try {
            stubs.connect(START);
        } catch (RuntimeException e) {
            String said = Files.readString(log);
            close();
            throw new IllegalStateException("Cannot start the Temporal dev server. It said: " + said, e);
        } finally {
            stubs.shutdownNow();
        }
    }
}
