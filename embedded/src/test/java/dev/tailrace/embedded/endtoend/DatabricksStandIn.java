package dev.tailrace.embedded.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tailrace.embedded.stack.DatabaseAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The calls of Databricks' API that a Lakebase target needs, over HTTP: OAuth for a service principal, the endpoint, and tokens
 * that Postgres takes as the role's password until they expire. Every fourth call is answered as by a busy service or a proxy.
 */
final class DatabricksStandIn implements AutoCloseable {
    static final String CLIENT = "7c2b1f5e-3d0a-4d7e-9f65-0a1b2c3d4e5f";

    private final String secret = UUID.randomUUID().toString();
    private final HttpServer server;
    private final DatabaseAddress owner;
    private final Duration lifetime;
    private final List<String> tokens = new CopyOnWriteArrayList<>();
    private final List<String> bearers = new CopyOnWriteArrayList<>();
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger faults = new AtomicInteger();

    /**
     * @param owner may change the password of the role {@link #CLIENT}
     * @param lifetime of a database token
     */
    DatabricksStandIn(DatabaseAddress owner, Duration lifetime) throws IOException {
        this.owner = owner;
        this.lifetime = lifetime;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    /** What the SDK's usual chain finds in a worker's environment. */
    Map<String, String> environment() {
        return Map.of("DATABRICKS_HOST", address(), "DATABRICKS_CLIENT_ID", CLIENT, "DATABRICKS_CLIENT_SECRET", secret);
    }

    /** All database tokens so far. */
    List<String> tokens() {
        return tokens;
    }

    /** Whatever no one may see. */
    List<String> secrets() {
        List<String> all = new CopyOnWriteArrayList<>(tokens);
        all.addAll(bearers);
        all.add(secret);
        return all;
    }

    /** How many calls were answered by an error. */
    int faults() {
        return faults.get();
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
            if (path.startsWith("/api/")) {
                api(exchange, path, body);
            } else {
                login(exchange, path);
            }
        }
    }

    private void login(HttpExchange exchange, String path) throws IOException {
        switch (path) {
            case "/.well-known/databricks-config" ->
                send(exchange, 200, "{\"oidc_endpoint\": \"%s/oidc\", \"workspace_id\": \"1\"}".formatted(address()));
            case "/oidc/.well-known/oauth-authorization-server" -> send(exchange, 200, """
                        {"token_endpoint": "%1$s/oidc/v1/token", "authorization_endpoint": "%1$s/oidc/v1/authorize"}""".formatted(address()));
            case "/oidc/v1/token" -> {
                String bearer = UUID.randomUUID().toString();
                bearers.add(bearer);
                send(exchange, 200, """
                        {"access_token": "%s", "token_type": "Bearer", "expires_in": 3600}""".formatted(bearer));
            }
            default -> send(exchange, 404, "{}");
        }
    }

    private void api(HttpExchange exchange, String path, String body) throws IOException {
        String bearer = exchange.getRequestHeaders().getFirst("Authorization");
        if (bearer == null || !bearers.contains(bearer.replaceFirst("^Bearer ", ""))) {
            send(exchange, 401, "{\"error_code\": \"UNAUTHENTICATED\", \"message\": \"no token\"}");
            return;
        }
        int call = calls.getAndIncrement();
        if (call % 4 == 3) {
            faults.incrementAndGet();
            fault(exchange, call / 4 % 3);
            return;
        }
        switch (path) {
            case "/api/2.0/preview/scim/v2/Me" -> send(exchange, 200, "{\"userName\": \"%s\"}".formatted(CLIENT));
            case "/api/2.0/postgres/credentials" -> send(exchange, 200, credential(body));
            default ->
                send(exchange, path.contains("/endpoints/") ? 200 : 404, """
                        {"name": "%s", "uid": "ep-1", "status": {"current_state": "IDLE", "hosts": {
                          "host": "%s.example.com", "read_write_pooled_host": "%2$s-pooler.example.com"}}}""".formatted(
                                path.replaceFirst("/api/2.0/postgres/", ""),
                                path.contains("/production/") ? "ep-prod" : "ep-branch"));
        }
    }

    private static void fault(HttpExchange exchange, int kind) throws IOException {
        switch (kind) {
            case 0 -> send(exchange, 503, "{\"error_code\": \"TEMPORARILY_UNAVAILABLE\", \"message\": \"busy\"}");
            case 1 -> send(exchange, 502, "<html>Bad gateway</html>");
            default -> {
                exchange.getResponseHeaders().add("Retry-After", "1");
                send(exchange, 429, "{\"error_code\": \"RESOURCE_EXHAUSTED\", \"message\": \"slow down\"}");
            }
        }
    }

    /** A login with it works until it expires, and no other login does: as on the real service, sessions go on. */
    private synchronized String credential(String request) throws IOException {
        if (!request.contains("\"endpoint\":\"projects/")) {
            throw new IOException("no endpoint is named: " + request);
        }
        String token = UUID.randomUUID().toString();
        Instant expires = Instant.now().plus(lifetime).truncatedTo(ChronoUnit.MILLIS);
        try (Connection connection = owner.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("alter role \"%s\" password '%s' valid until '%s'".formatted(CLIENT, token, expires));
        } catch (SQLException e) {
            throw new IOException(e);
        }
        tokens.add(token);
        return "{\"token\": \"%s\", \"expire_time\": \"%s\"}".formatted(token, expires);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", body.startsWith("{") ? "application/json" : "text/html");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
