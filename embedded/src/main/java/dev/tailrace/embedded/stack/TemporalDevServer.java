package dev.tailrace.embedded.stack;

import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
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
    private static final Duration START = Duration.ofSeconds(90);

    /** It takes ports that were free a moment before, some of its own choice, and ends if another process was faster. */
    private static final int ATTEMPTS = 3;

    private final Path cli;
    private final Path folder;
    private final int port;
    private final int uiPort;
    private Process process;

    private TemporalDevServer(Path cli, Path folder) throws IOException {
        this.cli = cli;
        this.folder = folder;
        this.port = Ports.free();
        this.uiPort = Ports.free();
        this.process = launch();
    }

    static TemporalDevServer start(Path cli) throws IOException {
        for (int attempt = 1; ; attempt++) {
            TemporalDevServer server = new TemporalDevServer(cli, Files.createTempDirectory("tailrace-temporal"));
            try {
                server.awaitReady();
                return server;
            } catch (PortTaken e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    /** Stops it; its database file stays. */
    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor(5, TimeUnit.SECONDS);
        }
    }

    /** Starts it again on the same database file and ports. */
    void startAgain() throws IOException {
        process = launch();
        awaitReady();
    }

    private Process launch() throws IOException {
        return new ProcessBuilder(
                        cli.toString(),
                        "server",
                        "start-dev",
                        "--db-filename",
                        folder.resolve("temporal.db").toString(),
                        // The file is to outlive a stopped or killed server, not a power cut.
                        "--sqlite-pragma",
                        "synchronous=OFF",
                        "--port",
                        Integer.toString(port),
                        "--ui-port",
                        Integer.toString(uiPort),
                        "--headless=false",
                        "--log-level",
                        "warn")
                .redirectErrorStream(true)
                .redirectOutput(Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return folder.resolve("log");
    }

    @Override
    public String address() {
        return "localhost:" + port;
    }

    @Override
    public Optional<URI> ui() {
        return Optional.of(URI.create("http://localhost:" + uiPort));
    }

    @Override
    public void close() throws IOException {
        try {
            stop();
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

    private void awaitReady() throws IOException {
        WorkflowServiceStubs stubs = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address()).build());
        try {
            stubs.connect(START);
        } catch (RuntimeException e) {
            String said = "Cannot start the Temporal dev server. It said: " + Files.readString(log());
            close();
            throw said.contains("address already in use") ? new PortTaken(said, e) : new IllegalStateException(said, e);
        } finally {
            stubs.shutdownNow();
        }
    }

    private static final class PortTaken extends IllegalStateException {
        PortTaken(String said, RuntimeException cause) {
            super(said, cause);
        }
    }
}
