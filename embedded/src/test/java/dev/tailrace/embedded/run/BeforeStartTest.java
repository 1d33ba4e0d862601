package dev.tailrace.embedded.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.worker.Main;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.StreamSpecification;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** From a table to a start, as a shell sees it: sample, validate, try, plan, start; each command a process of its own. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class BeforeStartTest {
    @TempDir
    Path folder;

    private Map<String, String> environment = Map.of();

    private record Run(int exit, String out, String err) {}

    private Run run(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        return new Run(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private static void createTable(Stack stack, String table, StreamSpecification stream) {
        stack.dynamoDb()
                .createTable(t -> t.tableName(table)
                        .keySchema(
                                k -> k.attributeName("PK").keyType(KeyType.HASH),
                                k -> k.attributeName("SK").keyType(KeyType.RANGE))
                        .attributeDefinitions(
                                a -> a.attributeName("PK").attributeType(ScalarAttributeType.S),
                                a -> a.attributeName("SK").attributeType(ScalarAttributeType.S))
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .streamSpecification(stream));
        for (int i = 0; i < 60; i++) {
            Map<String, AttributeValue> item = Map.of(
                    "PK", AttributeValue.fromS("USER#" + i % 20),
                    "SK", AttributeValue.fromS(i < 20 ? "PROFILE" : "ORDER#" + i),
                    "tags", AttributeValue.fromSs(List.of("a", "b" + i)),
                    "scores", AttributeValue.fromNs(List.of("1", "2.5")));
            stack.dynamoDb().putItem(p -> p.tableName(table).item(item));
        }
    }

    private static StreamSpecification both() {
        return StreamSpecification.builder()
                .streamEnabled(true)
                .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)
                .build();
    }

    @Test
    void whatIsSampledIsValidPlannedAndStarted(Stack stack) throws Exception {
        String table = Stack.unique("Sampled");
        createTable(stack, table, both());
        try (FreshDatabase database = stack.freshDatabase()) {
            environment = stack.addresses().environment(database.address());
            Run sampled = run("map", "--sample", table);
            assertThat(sampled.exit()).as(sampled.err()).isZero();
            assertThat(sampled.out())
                    .contains("tags: text[]", "scores: numeric[]", "# enableStream: true", "schema: app");
            String file = write(sampled.out());

            Run valid = run("validate", file, "--key", "PK:S,SK:S");
            assertThat(valid.exit()).as(valid.err()).isZero();
            Run tried = run("map", "--try", file, "--sample", table);
            assertThat(tried.exit()).as(tried.out()).isZero();
            Run plan = run("plan", file);
            assertThat(plan.exit()).as(plan.out()).isZero();
            assertThat(plan.out())
                    .contains("can be started", "app.users (will be created)", "Of 60 items read", "way back  yes")
                    .contains("next  tailrace start " + file);
            assertThat(plan.out().lines().count()).isLessThanOrEqualTo(11);

            Run started = run("start", file);
            assertThat(started.exit()).as(started.err()).isZero();
            Run again = run("start", write(sampled.out().replace("schema: app", "schema: other")));
            assertThat(again.exit()).isEqualTo(2);
            assertThat(again.err()).contains("TR-W003", "It runs with another file.");
        }
    }

    @Test
    void whatIsMissingIsSaidAtOnceAndNothingIsStarted(Stack stack) throws Exception {
        String table = Stack.unique("Streamless");
        createTable(stack, table, null);
        try (FreshDatabase database = stack.freshDatabase()) {
            environment = stack.addresses().environment(database.address());
            String sampled = run("map", "--sample", table).out();
            try (var connection = database.address().connect();
                    var statement = connection.createStatement()) {
                statement.execute("create schema app");
                statement.execute(
                        "create table app.users (user_id text collate \"C\" primary key, tags text[], scores numeric[],"
                                + " attributes jsonb)");
                statement.execute("insert into app.users values ('x')");
            }
            String file = write(sampled);

            Run refused = run("start", file);
            assertThat(refused.exit()).as(refused.err()).isEqualTo(8);
            assertThat(refused.err())
                    .contains("TR-S004", "TR-T0", "Nothing was started.")
                    .doesNotContain("tailrace retry", "by itself");
            assertThat(run("plan", file).out())
                    .contains("cannot be started as things are", "app.users (there, empty)", "stream off", "TR-S004");

            Run missing = run("start", write(sampled.replace("from: \"" + table, "from: \"No" + table)));
            assertThat(missing.exit()).as(missing.err()).isEqualTo(8);
            assertThat(missing.err()).contains("TR-S001");
        }
    }

    private String write(String text) throws IOException {
        return Files.writeString(folder.resolve("file.yaml"), text).toString();
    }
}
