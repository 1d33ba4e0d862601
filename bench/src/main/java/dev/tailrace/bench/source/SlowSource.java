package dev.tailrace.bench.source;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/**
 * A proxy before a DynamoDB, on loopback, which counts requests by operation and holds each page of a scan back for a while. It works on
 * bytes, so as to take little of the processors that are measured: requests are known by their header, which clients send one
 * at a time. Thread-safe.
 */
public final class SlowSource implements AutoCloseable {
    private static final int CHUNK = 64 * 1024;
    /** Of a chunk's end: longer than the header looked for, which may be split between two reads. */
    private static final int KEPT = 100;

    private static final Pattern OPERATION = Pattern.compile("(?i)x-amz-target: *\\w+\\.(\\w+)\r\n");

    private final ServerSocket server = new ServerSocket();
    private final URI source;
    private final Duration pause;
    private final ConcurrentMap<String, LongAdder> requests = new ConcurrentHashMap<>();
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

    private SlowSource(URI source, Duration pause) throws IOException {
        this.source = source;
        this.pause = pause;
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 256);
        Thread.ofVirtual().name("slow-source").start(this::accept);
    }

    /** @param pause before each request for a page of a scan is passed on */
    public static SlowSource before(URI source, Duration pause) throws IOException {
        return new SlowSource(source, pause);
    }

    /** A worker's environment, with this in place of the tables and streams that it names. */
    public Map<String, String> environment(Map<String, String> environment) {
        var changed = new TreeMap<>(environment);
        var here = "http://localhost:" + server.getLocalPort();
        changed.put("AWS_ENDPOINT_URL_DYNAMODB", here);
        changed.put("AWS_ENDPOINT_URL_DYNAMODB_STREAMS", here);
        return changed;
    }

    /** How many there were of an operation, e.g. {@code GetRecords}. */
    public long requests(String operation) {
        var count = requests.get(operation);
        return count == null ? 0 : count.sum();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var socket : sockets) {
            socket.close();
        }
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var client = server.accept();
                Thread.ofVirtual().name("slow-source-connection").start(() -> serve(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                var behind = new Socket()) {
            sockets.add(client);
            behind.setTcpNoDelay(true);
            client.setTcpNoDelay(true);
            behind.connect(new InetSocketAddress(source.getHost(), source.getPort()));
            Thread.ofVirtual().name("slow-source-answers").start(() -> answer(behind, client));
            ask(client, behind.getOutputStream());
        } catch (IOException over) {
            return;
        } finally {
            sockets.remove(client);
        }
    }

    private void ask(Socket client, OutputStream to) throws IOException {
        var chunk = new byte[CHUNK];
        var before = "";
        var in = client.getInputStream();
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
            var text = before + new String(chunk, 0, read, StandardCharsets.ISO_8859_1);
            int seen = 0;
            for (var found = OPERATION.matcher(text); found.find(); seen = found.end()) {
                meet(Objects.requireNonNull(found.group(1)));
            }
            before = text.substring(Math.max(seen, text.length() - KEPT));
            to.write(chunk, 0, read);
        }
    }

    private void meet(String operation) {
        requests.computeIfAbsent(operation, name -> new LongAdder()).increment();
        if (operation.equals("Scan")) {
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    /** Ends the other direction, too. */
    private static void answer(Socket behind, Socket client) {
        try (behind;
                client) {
            behind.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException over) {
            return;
        }
    }
}
