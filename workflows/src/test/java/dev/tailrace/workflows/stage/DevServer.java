package dev.tailrace.workflows.stage;

import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.worker.WorkerFactory;
import io.temporal.worker.WorkerOptions;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** {@code temporal server start-dev} as a child process, in real time. Its log is left in the temporary directory. */
final class DevServer implements Service {
    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Process process;
    private final WorkflowServiceStubs stubs;
    private final WorkflowClient client;
    private final WorkerFactory workers;

    DevServer(Path cli) {
        try {
            var port = freePort();
            process = new ProcessBuilder(
                            cli.toString(),
                            "server",
                            "start-dev",
                            "--headless",
                            "--port",
                            Integer.toString(port),
                            "--log-level",
                            "error")
                    .redirectErrorStream(true)
                    .redirectOutput(
                            Files.createTempFile("tailrace-temporal", ".log").toFile())
                    .start();
            stubs = WorkflowServiceStubs.newServiceStubs(WorkflowServiceStubsOptions.newBuilder()
                    .setTarget("localhost:" + port)
                    .build());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot start " + cli, e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-temporal"));
        stubs.connect(START);
        client = WorkflowClient.newInstance(stubs);
        workers = WorkerFactory.newInstance(client);
    }

    /** The binary: {@code $TEMPORAL_CLI}, then PATH, then where {@code go install} puts it. */
    static Optional<Path> cli() {
        var named = Stream.ofNullable(System.getenv("TEMPORAL_CLI")).map(Path::of);
        var onPath = Arrays.stream(
                        Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .map(folder -> Path.of(folder, "temporal"));
        // Java's user.home is the password file's, whatever HOME says; go goes by HOME.
        var home = Optional.ofNullable(System.getenv("HOME")).orElse(System.getProperty("user.home"));
        var installed = Stream.of(Path.of(home, "go", "bin", "temporal"));
        return Stream.of(named, onPath, installed)
                .flatMap(paths -> paths)
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** Free a moment ago: another process may take it first. */
    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public WorkflowClient client() {
        return client;
    }

    @Override
    public WorkerFactory workers() {
        return workers;
    }

    @Override
    public WorkerOptions workerOptions() {
        return WorkerOptions.getDefaultInstance();
    }

    /** Its contract is to let real time pass on a real service. So it sleeps, and never longer than between two looks at a condition. */
    @Override
    public void pass(Duration time) {
        try {
            Thread.sleep(time.compareTo(LOOK) < 0 ? time : LOOK);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", e);
        }
    }

    @Override
    public String diagnostics() {
        return "";
    }

    @Override
    public void close() {
        workers.shutdownNow();
        workers.awaitTermination(5, TimeUnit.SECONDS);
        stubs.shutdownNow();
        process.destroyForcibly();
    }
}
