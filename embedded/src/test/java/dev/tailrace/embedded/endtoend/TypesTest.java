package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.Types;
import dev.tailrace.embedded.scenario.Write;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Every value of the scenario after the trip: once through the copy, once through change capture. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class TypesTest {
    private static final Duration LIMIT = Duration.ofSeconds(150);

    @Test
    void everyValueArrivesOrIsNamedThroughCopyAndThroughCapture(Stack stack) throws Exception {
        Types types = new Types(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(types, Types.KINDS);
            rehearsal.worker();
            String migration = rehearsal.start(types);
            rehearsal.await("a verdict on the copy", seen -> seen.stream().anyMatch(TypesTest::isIncomplete));
            assertNothingLost(stack, rehearsal, types);

            long seed = System.nanoTime();
            RandomGenerator random = new SplittableRandom(seed);
            for (long n = Types.KINDS; n < 2L * Types.KINDS; n++) {
                write(stack, types.item(n, random));
            }
            for (long n = 0; n < Types.KINDS; n++) {
                write(stack, n % 5 == 0 ? types.delete(n) : types.update(n, random));
            }
            Await.until(
                    "the changes of seed " + seed,
                    LIMIT,
                    () -> rehearsal.check(types.expectations()),
                    report -> report.isEqual() && report.refused() == quarantined(rehearsal));
            assertNothingLost(stack, rehearsal, types);

            long run = rehearsal.tables().getFirst().run();
            rehearsal.operator().verb(migration, "verify", Map.of());
            rehearsal.await(
                    "another verdict, of seed " + seed,
                    seen -> seen.getFirst().run() > run && isIncomplete(seen.getFirst()));
        }
    }

    private static boolean isIncomplete(TableView table) {
        return table.outcome().equals(Optional.of("INCOMPLETE"));
    }

    private static void assertNothingLost(Stack stack, Rehearsal rehearsal, Types types) throws Exception {
        CheckReport report = rehearsal.check(types.expectations());
        assertThat(report.examples()).isEmpty();
        assertThat(report.rows()).isPositive();
        String table = types.tables().getFirst().tableName();
        List<QuarantinedItem> expected = stack.dynamoDb().scanPaginator(scan -> scan.tableName(table)).items().stream()
                .filter(item -> item.containsKey("refused"))
                .map(item -> new QuarantinedItem(
                        Map.of("id", item.get("id"), "part", item.get("part")),
                        item.get("refused").s(),
                        sorted(item)))
                .toList();
        assertThat(expected).isNotEmpty();
        assertThat(rehearsal.quarantine()).containsExactlyInAnyOrderElementsOf(expected);
    }

    private static Map<String, AttributeValue> sorted(Map<String, AttributeValue> item) {
        return item.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        attribute -> attribute.getValue().hasSs()
                                ? AttributeValue.fromSs(attribute.getValue().ss().stream()
                                        .sorted()
                                        .toList())
                                : attribute.getValue()));
    }

    private static long quarantined(Rehearsal rehearsal) {
        try {
            return rehearsal.quarantine().size();
        } catch (SQLException e) {
            throw new IllegalStateException("Cannot read the quarantine", e);
        }
    }

    private static void write(Stack stack, Write write) {
        switch (write) {
            case Write.Put put ->
                stack.dynamoDb().putItem(p -> p.tableName(put.table()).item(put.item()));
            case Write.Delete delete ->
                stack.dynamoDb().deleteItem(d -> d.tableName(delete.table()).key(delete.key()));
            default -> throw new IllegalArgumentException("The scenario does not write so: " + write);
        }
    }
}
