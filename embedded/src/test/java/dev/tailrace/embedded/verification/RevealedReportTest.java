package dev.tailrace.embedded.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.embedded.run.CliChild;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The command {@code report} on a table with differences: no Temporal runs, and no worker. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class RevealedReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int DIFFERENT = 3;

    @TempDir
    Path folder;

    @Test
    void keysAndValuesAreInTheFilesOfItsOwnerAndNowhereElse(Stack stack) throws Exception {
        var scenario = new AppData(Stack.unique(""));
        try (var source = Source.create(stack.dynamoDb(), scenario)) {
            source.load(100, 1);
            var table = source.tableNames().getFirst();
            put(stack, table, "USER#secret-missing", Map.of("name", "secret-name"));
            put(stack, table, "USER#secret-different", Map.of("name", "secret-name"));
            try (var captured = new CapturedTable(stack, scenario, folder)) {
                captured.sql(
                        "delete from shop.users where user_id = 'secret-missing'",
                        "update shop.users set name = 'secret-wrong' where user_id = 'secret-different'",
                        "insert into shop.users (user_id) values ('secret-extra')");
                captured.verify(1, true);

                var redacted = report(stack, "redacted");
                var revealed = report(stack, "revealed", "--reveal");

                assertThat(redacted).as("samples").doesNotExist();
                for (var file : files(folder.resolve("redacted"))) {
                    assertThat(Files.readString(file)).as(file.toString()).doesNotContain("secret-");
                }
                for (var file : files(folder.resolve("revealed"))) {
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                            .as(file.toString())
                            .isEqualTo("rw-------");
                }
                var samples = new HashMap<String, JsonNode>();
                for (var line : Files.readAllLines(revealed)) {
                    var sample = JSON.readTree(line);
                    samples.put(sample.path("kind").asText(), sample);
                }
                assertThat(samples).containsOnlyKeys("missing", "different", "extra");
                assertThat(samples.get("missing").at("/item/name/S").asText()).isEqualTo("secret-name");
                assertThat(samples.get("missing").path("row").isNull()).isTrue();
                assertThat(samples.get("different").at("/item/name/S").asText()).isEqualTo("secret-name");
                assertThat(samples.get("different").at("/row/name").asText()).isEqualTo("secret-wrong");
                assertThat(samples.get("extra").path("item").isNull()).isTrue();
                assertThat(samples.get("extra").at("/row/user_id").asText()).isEqualTo("secret-extra");
            }
        }
    }

    /** Where its samples would be. */
    private Path report(Stack stack, String name, String... options) throws Exception {
        var environment =
                new HashMap<>(stack.addresses().environment(stack.addresses().postgres()));
        // No server is there: the command must not ask one.
        environment.put("TEMPORAL_ADDRESS", "127.0.0.1:1");
        var directory = folder.resolve(name);
        var arguments = Stream.concat(
                        Stream.of(
                                "report",
                                "shop",
                                "--control",
                                "file:" + folder.resolve("url"),
                                "--to",
                                directory.toString()),
                        Stream.of(options))
                .toArray(String[]::new);
        try (var command = CliChild.start(environment, arguments)) {
            assertThat(command.exit()).as(command.output()).isEqualTo(DIFFERENT);
            assertThat(command.output()).contains("DIFFERENT  3 rows at the target are wrong, in 1 of 1 table.");
        }
        return directory.resolve("samples.ndjson");
    }

    private static List<Path> files(Path directory) throws Exception {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }

    private static void put(Stack stack, String table, String partition, Map<String, String> attributes) {
        var item = new HashMap<String, AttributeValue>();
        item.put("PK", AttributeValue.fromS(partition));
        item.put("SK", AttributeValue.fromS("PROFILE"));
        attributes.forEach((name, value) -> item.put(name, AttributeValue.fromS(value)));
        stack.dynamoDb().putItem(r -> r.tableName(table).item(item));
    }
}
