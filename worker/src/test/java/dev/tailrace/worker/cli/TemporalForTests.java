package dev.tailrace.worker.cli;

import dev.tailrace.workflows.turn.Queues;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.PortBoundTestServer;
import io.temporal.worker.WorkerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The SDK's own service on a real port, and a worker that runs {@link FakeMigration}. */
final class TemporalForTests implements AutoCloseable {
    private final String address;
    private final PortBoundTestServer server;
    private final WorkflowServiceStubs service;
    private final WorkerFactory workers;

    TemporalForTests() {
        int port = freePort();
        address = "127.0.0.1:" + port;
        var onTheRealClock = true;
        server = TestServer.createPortBoundServer(port, onTheRealClock);
        service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(address).build());
        workers = WorkerFactory.newInstance(WorkflowClient.newInstance(service));
        workers.newWorker(Queues.CONTROL).registerWorkflowImplementationTypes(FakeMigration.class);
        workers.start();
    }

    /** What the command line needs to find it. */
    Map<String, String> environment() {
        return Map.of("TEMPORAL_ADDRESS", address);
    }

    /** The same with a short timeout. */
    Map<String, String> hastyEnvironment() {
        return Map.of("TEMPORAL_ADDRESS", address, "TAILRACE_TIMEOUT", "3");
    }

    WorkflowClient client() {
        return WorkflowClient.newInstance(service);
    }

    /** The service counts it among those that ask for work for a while yet. */
    void killWorker() {
        workers.shutdownNow();
        workers.awaitTermination(10, TimeUnit.SECONDS);
    }

    static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        service.shutdownNow();
        server.close();
    }
}
