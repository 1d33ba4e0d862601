package dev.tailrace.activities.objects;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** Answers GET of objects over HTTP as S3 does: contents, and the errors that S3 documents. Thread-safe. */
public final class FakeS3 implements AutoCloseable {
    /** How long the client waits for an answer; longer than any test. */
    private static final Duration SILENCE = Duration.ofMinutes(2);

    private final HttpServer server;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Map<String, Answer> objects = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile boolean away;

    /** What a key answers. */
    public sealed interface Answer {
        record Content(byte[] bytes) implements Answer {}

        /** States a length and gives less. */
        record Cut(byte[] bytes) implements Answer {}

        /** No length is stated: chunks until the end. */
        record Chunked(byte[] bytes) implements Answer {}

        /** Takes the request and says nothing until the end. */
        record Silence() implements Answer {}

        record Error(int status, String code) implements Answer {}
    }

    public FakeS3() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    public S3Client client() {
        return client(SILENCE);
    }

    /** @param call how long it waits for an answer */
    S3Client client(Duration call) {
        return S3Client.builder()
                .endpointOverride(
                        URI.create("http://localhost:" + server.getAddress().getPort()))
                .forcePathStyle(true)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .overrideConfiguration(o -> o.apiCallTimeout(call).retryStrategy(r -> r.maxAttempts(1)))
                .httpClientBuilder(ApacheHttpClient.builder().socketTimeout(SILENCE))
                .build();
    }

    /** @param path bucket and key */
    public FakeS3 put(String path, String text) {
        return put(path, new Answer.Content(text.getBytes(UTF_8)));
    }

    public FakeS3 put(String path, Answer answer) {
        objects.put(path, answer);
        return this;
    }

    /** From now on all is answered with 503, or as before. */
    public void away(boolean now) {
        away = now;
    }

    /** The paths that were asked for, in order. */
    public List<String> asked() {
        return List.copyOf(asked);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = URLDecoder.decode(
                exchange.getRequestURI().getRawPath().substring(1).replace("+", "%2B"), UTF_8);
        asked.add(path);
        var found = away
                ? new Answer.Error(503, "SlowDown")
                : objects.getOrDefault(path, new Answer.Error(404, "NoSuchKey"));
        exchange.getResponseHeaders().add("ETag", "\"" + path.length() + "\"");
        try (exchange;
                var body = exchange.getResponseBody()) {
            switch (found) {
                case Answer.Content content -> {
                    exchange.getResponseHeaders().add("Content-Type", "text/plain");
                    exchange.sendResponseHeaders(200, content.bytes().length == 0 ? -1 : content.bytes().length);
                    body.write(content.bytes());
                }
                case Answer.Cut cut -> {
                    exchange.sendResponseHeaders(200, cut.bytes().length * 2L);
                    body.write(cut.bytes());
                    body.flush();
                }
                case Answer.Chunked chunked -> {
                    exchange.sendResponseHeaders(200, 0);
                    body.write(chunked.bytes());
                }
                case Answer.Silence silence -> closed.await(5, TimeUnit.MINUTES);
                case Answer.Error error -> {
                    exchange.getResponseHeaders().add("Content-Type", "application/xml");
                    var xml = "<Error><Code>%s</Code><Message>host secret-host</Message></Error>"
                            .formatted(error.code())
                            .getBytes(UTF_8);
                    exchange.sendResponseHeaders(error.status(), xml.length);
                    body.write(xml);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
    }
}
