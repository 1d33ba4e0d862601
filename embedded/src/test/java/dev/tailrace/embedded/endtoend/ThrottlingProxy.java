package dev.tailrace.embedded.endtoend;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A DynamoDB on loopback that passes everything on, remembers what it was asked for, and throttles every other scan while it is
 * told to. Thread-safe.
 */
final class ThrottlingProxy implements AutoCloseable {
    private static final byte[] THROTTLED = """
            {"__type": "com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException", "message": "slow down"}
            """.getBytes(StandardCharsets.UTF_8);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final AtomicLong scans = new AtomicLong();
    private final Set<String> operations = ConcurrentHashMap.newKeySet();
    private final HttpServer server;
    private final URI upstream;
    private volatile boolean throttling;

    ThrottlingProxy(URI upstream) throws IOException {
        this.upstream = upstream;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    void throttle(boolean wanted) {
        throttling = wanted;
    }

    /** Every operation that it was asked for, by the name that a permission has, without {@code dynamodb:}. */
    Set<String> operations() {
        return Set.copyOf(operations);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String operation = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            operations.add(operation.substring(operation.indexOf('.') + 1));
            if (throttling && operation.endsWith(".Scan") && scans.incrementAndGet() % 2 == 0) {
                exchange.getRequestBody().readAllBytes();
                respond(exchange, 400, THROTTLED);
            } else {
                HttpResponse<byte[]> answer = pass(exchange);
                answer.headers()
                        .firstValue("x-amz-crc32")
                        .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
                respond(exchange, answer.statusCode(), answer.body());
            }
        }
    }

    private HttpResponse<byte[]> pass(HttpExchange exchange) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(upstream.resolve(exchange.getRequestURI()))
                .POST(HttpRequest.BodyPublishers.ofByteArray(
                        exchange.getRequestBody().readAllBytes()));
        for (String header : new String[] {"X-Amz-Target", "Content-Type", "Authorization", "X-Amz-Date"}) {
            String value = exchange.getRequestHeaders().getFirst(header);
            if (value != null) {
                request.setHeader(header, value);
            }
        }
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.0");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
