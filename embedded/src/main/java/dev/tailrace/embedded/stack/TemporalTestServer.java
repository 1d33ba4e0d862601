package dev.tailrace.embedded.stack;

import dev.tailrace.worker.TemporalKind;
import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.PortBoundTestServer;
import java.net.URI;
import java.util.Optional;

/** The SDK's test server in this process, on the real clock, reachable by other processes. It has no UI. */
final class TemporalTestServer implements TemporalServer {
    private final PortBoundTestServer server;
    private final String address;

    private TemporalTestServer(PortBoundTestServer server, String address) {
        this.server = server;
        this.address = address;
    }

    static TemporalTestServer start() {
        int port = Ports.free();
        boolean lockTimeSkipping = true;
        return new TemporalTestServer(TestServer.createPortBoundServer(port, lockTimeSkipping), "localhost:" + port);
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public TemporalKind kind() {
        return TemporalKind.IN_PROCESS;
    }

    @Override
    public Optional<URI> ui() {
        return Optional.empty();
    }

    @Override
    public void close() {
        server.close();
    }
}
