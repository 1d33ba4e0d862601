package dev.tailrace.activities.file;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** Databases as a migration file's {@code target} has them. */
final class DatabaseJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DatabaseJson() {}

    /** @param target an object with one field, which is the kind of database */
    static Database of(JsonNode target) {
        var lakebase = target.path("lakebase");
        if (lakebase.isObject()) {
            var endpoint = text(lakebase.path("endpoint"));
            return new Database.Lakebase(
                    endpoint == null ? lakebase.path("instance").asText() : endpoint,
                    lakebase.path("database").asText(Database.Lakebase.DATABASE),
                    text(lakebase.path("user")),
                    text(lakebase.path("host")),
                    lakebase.path("sslmode").asText("verify-full"));
        }
        var postgres = target.path("postgres");
        return new Database.Url(postgres.path("url").asText(), text(postgres.path("password")));
    }

    static Database read(String reference) {
        try {
            var database = of(JSON.readTree(reference));
            if (holdsReferences(database)) {
                return database;
            }
        } catch (JsonProcessingException noJson) {
            throw refused();
        }
        throw refused();
    }

    /** False where a secret, or nothing, stands in a reference's place. */
    static boolean holdsReferences(Database database) {
        return switch (database) {
            case Database.Url(String url, var password) ->
                Reference.is(url) && (password == null || password.equals(Database.RDS_IAM) || Reference.is(password));
            case Database.Lakebase lakebase -> !lakebase.resource().isEmpty();
        };
    }

    static String write(Database database) {
        return switch (database) {
            case Database.Url url -> {
                var target = JsonNodeFactory.instance.objectNode();
                put(target.putObject("postgres").put("url", url.url()), "password", url.password());
                yield target.toString();
            }
            case Database.Lakebase lakebase -> {
                var target = JsonNodeFactory.instance.objectNode();
                var node = target.putObject("lakebase")
                        .put(lakebase.isEndpoint() ? "endpoint" : "instance", lakebase.resource())
                        .put("database", lakebase.database());
                put(node, "user", lakebase.user());
                put(node, "host", lakebase.host());
                node.put("sslmode", lakebase.sslmode());
                yield target.toString();
            }
        };
    }

    private static void put(ObjectNode node, String name, @Nullable String value) {
        if (value != null) {
            node.put(name, value);
        }
    }

    private static @Nullable String text(JsonNode node) {
        return node.isMissingNode() ? null : node.asText();
    }

    private static ProblemException refused() {
        return new ProblemException(Problem.of(Code.F007, "The value given in place of a reference is not shown.", ""));
    }
}
