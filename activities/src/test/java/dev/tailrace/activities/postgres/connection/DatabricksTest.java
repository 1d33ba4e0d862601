package dev.tailrace.activities.postgres.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.databricks.sdk.core.DatabricksConfig;
import com.sun.net.httpserver.HttpServer;
import dev.tailrace.activities.file.Database;
import dev.tailrace.activities.postgres.connection.ConnectFailed.Ends;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the SDK sends and what it makes of answers, over HTTP. */
class DatabricksTest {
    private static final String ENDPOINT = "projects/shop/branches/production/endpoints/primary";

    private record Answer(int status, String body) {}

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var path = exchange.getRequestURI().getPath();
            asked.add(path + " " + new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            var answer = answers.getOrDefault(path, new Answer(404, "{}"));
            var body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().add("content-type", "application/json");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void anEndpointIsFoundByItsNameAndHasTokensOfItsOwn() throws Exception {
        answers.put("/api/2.0/postgres/" + ENDPOINT, new Answer(200, """
                {"name": "%s", "uid": "ep-1", "status": {"hosts": {"host": "ep-1.example.com",
                  "read_write_pooled_host": "ep-1-pooler.example.com"}}}""".formatted(ENDPOINT)));
        answers.put("/api/2.0/postgres/credentials", new Answer(200, """
                {"token": "secret", "expire_time": "2026-11-30T11:00:00Z"}"""));
        answers.put("/api/2.0/preview/scim/v2/Me", new Answer(200, "{\"userName\": \"app@example.com\"}"));
        var databricks = databricks(ENDPOINT);
        assertThat(databricks.host()).isEqualTo("ep-1.example.com");
        assertThat(databricks.user()).isEqualTo("app@example.com");
        assertThat(databricks.token())
                .isEqualTo(new LakebaseService.Token("secret", Instant.parse("2026-11-30T11:00:00Z")))
                .asString()
                .doesNotContain("secret");
        assertThat(asked).contains("/api/2.0/postgres/credentials {\"endpoint\":\"" + ENDPOINT + "\"}");
    }

    @Test
    void anInstanceLikewise() throws Exception {
        answers.put("/api/2.0/database/instances/shop", new Answer(200, """
                {"name": "shop", "read_write_dns": "instance-1.example.com"}"""));
        answers.put("/api/2.0/database/credentials", new Answer(200, """
                {"token": "secret", "expiration_time": "2026-11-30T11:00:00Z"}"""));
        var databricks = databricks("shop");
        assertThat(databricks.host()).isEqualTo("instance-1.example.com");
        assertThat(databricks.token().expires()).isEqualTo("2026-11-30T11:00:00Z");
        assertThat(asked)
                .anySatisfy(call -> assertThat(call)
                        .startsWith("/api/2.0/database/credentials")
                        .contains("\"instance_names\":[\"shop\"]", "\"request_id\""));
    }

    @ParameterizedTest
    @CsvSource({
        "403, '{\"error_code\": \"PERMISSION_DENIED\", \"message\": \"no CAN USE\"}', BY_A_PERSON, no CAN USE",
        "404, '{\"error_code\": \"NOT_FOUND\", \"message\": \"no such endpoint\"}', BY_A_PERSON, no such endpoint",
        "500, '{\"error_code\": \"INTERNAL_ERROR\", \"message\": \"sorry\"}', BY_ITSELF, sorry",
        "502, <html>Bad gateway</html>, BY_ITSELF, 502",
        "200, <html>Sign in</html>, BY_A_ROTATION, cannot be read",
        "200, '{\"status\": {\"hosts\": {}}}', BY_ITSELF, names no host",
        "200, '{}', BY_A_ROTATION, cannot be read"
    })
    void noAnswerIsAnInternalError(int status, String body, Ends ends, String words) {
        answers.put("/api/2.0/postgres/" + ENDPOINT, new Answer(status, body));
        var failed = failure(databricks(ENDPOINT));
        assertThat(failed.problem().code()).isEqualTo("TR-T013");
        assertThat(failed.problem().why()).contains(words);
        assertThat(failed.ends()).isEqualTo(ends);
    }

    @Test
    void noServerPassesAndNoCredentialsAskForAPersonInTheEnd() {
        var databricks = databricks(ENDPOINT);
        server.stop(0);
        assertThat(failure(databricks).ends()).isEqualTo(Ends.BY_ITSELF);

        var nobody = new Databricks(
                lakebase(ENDPOINT),
                new DatabricksConfig()
                        .setHost(address())
                        .setConfigFile("/nowhere")
                        .setAuthType("pat"));
        assertThat(failure(nobody).ends()).isEqualTo(Ends.BY_A_ROTATION);
    }

    private static ConnectFailed failure(Databricks databricks) {
        return catchThrowableOfType(ConnectFailed.class, databricks::host);
    }

    private Databricks databricks(String resource) {
        return new Databricks(
                lakebase(resource), new DatabricksConfig().setHost(address()).setToken("pat"));
    }

    private static Database.Lakebase lakebase(String resource) {
        return new Database.Lakebase(resource, "shop", null, null, "verify-full");
    }

    private String address() {
        return "http://localhost:" + server.getAddress().getPort();
    }
}
