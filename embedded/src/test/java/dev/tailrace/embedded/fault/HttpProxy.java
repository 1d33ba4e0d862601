package dev.tailrace.embedded.fault;

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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/** A DynamoDB on loopback that passes requests on, or answers them itself, operation by operation. Thread-safe. */
public final class HttpProxy implements AutoCloseable {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final HttpServer server;
    private final URI upstream;
    private final Function<String, Answer> answers;

    /** @param answers by the operation's name, e.g. {@code Scan} */
    public HttpProxy(URI upstream, Function<String, Answer> answers) throws IOException {
        this.upstream = upstream;
        this.answers = answers;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(threads);
        server.start();
    }

    /** What is answered instead of the service. */
    public record Answer(int status, String type, String body) {
        /** The service's own. */
        public static final Answer PASS = new Answer(0, "", "");

        public static Answer json(int status, String body) {
            return new Answer(status, "application/x-amz-json-1.0", body);
        }
    }

    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            Answer answer = answers.apply(target.substring(target.indexOf('.') + 1));
            if (answer.equals(Answer.PASS)) {
                HttpResponse<byte[]> passed = pass(exchange);
                passed.headers()
                        .firstValue("x-amz-crc32")
                        .ifPresent(crc -> exchange.getResponseHeaders().set("x-amz-crc32", crc));
                respond(exchange, passed.statusCode(), "application/x-amz-json-1.0", passed.body());
            } else {
                exchange.getRequestBody().readAllBytes();
                respond(exchange, answer.status(), answer.type(), answer.body().getBytes(StandardCharsets.UTF_8));
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

    private static void respond(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
    }
}
