package dev.tailrace.embedded.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultProxyTest {
    private static final String SAID = "hello ".repeat(1_000);

    private HttpClient client = client();
    private HttpServer server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(200, SAID.length());
            exchange.getResponseBody().write(SAID.getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
        proxy = FaultProxy.before("localhost", server.getAddress().getPort());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        server.stop(0);
    }

    @Test
    void itPassesAndAnswersAndPassesAgainOnConnectionsThatAreKept() throws Exception {
        assertThat(ask().body()).isEqualTo(SAID);

        proxy.set(new Fault.Answer(400, "ThrottlingException"));
        // Connections from before are cut, which this client may find out only by using one.
        client = client();
        assertThat(ask().statusCode()).isEqualTo(400);
        assertThat(ask().body()).contains("#ThrottlingException\"");

        proxy.set(new Fault.Pass());
        assertThat(ask().body()).isEqualTo(SAID);
    }

    @Test
    void itCutsInTheMiddleOfAnAnswer() throws Exception {
        proxy.set(new Fault.Cut(2_000));
        assertThatThrownBy(this::ask).isInstanceOf(IOException.class).isNotInstanceOf(HttpTimeoutException.class);

        proxy.set(new Fault.Pass());
        assertThat(ask().body()).isEqualTo(SAID);
    }

    @Test
    void aHalfOpenConnectionSaysNothingForEverButNewOnesDoAfterwards() throws Exception {
        ask();
        proxy.set(new Fault.HalfOpen());
        assertThatThrownBy(this::ask).isInstanceOf(HttpTimeoutException.class);

        proxy.set(new Fault.Pass());
        assertThat(ask().body()).isEqualTo(SAID);
    }

    @Test
    void slowIsSlowButWhole() throws Exception {
        proxy.set(new Fault.Slow(Duration.ofMillis(50)));
        long start = System.nanoTime();
        assertThat(ask().body()).isEqualTo(SAID);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(100));
    }

    private static HttpClient client() {
        return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    }

    private HttpResponse<String> ask() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + proxy.port()))
                .timeout(Duration.ofMillis(500))
                .POST(BodyPublishers.ofString("a question"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }
}
