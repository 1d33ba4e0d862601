package dev.tailrace.embedded.fault;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A TCP proxy on loopback that can be told to misbehave, at any time, for the connections there are and those to come.
 * Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
    private final ServerSocket server;
    private final String host;
    private final int port;
    private final Set<ProxiedConnection> connections = ConcurrentHashMap.newKeySet();
    private volatile Fault fault = new Fault.Pass();

    private FaultProxy(ServerSocket server, String host, int port) {
        this.server = server;
        this.host = host;
        this.port = port;
    }

    /** A proxy that passes everything on to a server. */
    public static FaultProxy before(String host, int port) throws IOException {
        ServerSocket server = new ServerSocket();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        FaultProxy proxy = new FaultProxy(server, host, port);
        Thread.ofVirtual().name("fault-proxy").start(proxy::accept);
        return proxy;
    }

    /** Where it listens, on loopback. */
    public int port() {
        return server.getLocalPort();
    }

    /**
     * From now on. Connections that exist are cut for an {@link Fault.Answer} or a {@link Fault.Cut}, go silent for ever for
     * {@link Fault.HalfOpen}, and otherwise go on under the new rule.
     */
    public void set(Fault wanted) {
        fault = wanted;
        connections.forEach(connection -> connection.meet(wanted));
    }

    @Override
    public void close() throws IOException {
        server.close();
        connections.forEach(ProxiedConnection::reset);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                serve(server.accept());
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        ProxiedConnection connection = new ProxiedConnection(client, fault);
        connections.add(connection);
        // A fault set between the two lines above has not met this connection.
        connection.meet(fault);
        Thread.ofVirtual().name("fault-proxy-connection").start(() -> {
            connection.run(host, port);
            connections.remove(connection);
        });
    }
}
