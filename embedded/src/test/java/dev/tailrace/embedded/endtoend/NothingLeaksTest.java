package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** No item data and no secret is in a workflow's history, in a log or in an argument, whatever goes wrong with an item. */
@Tag("stack")
@ExtendWith(StackExtension.class)
@EnabledOnOs(OS.LINUX)
class NothingLeaksTest {
    /** In the key and the values of every item that this test writes. */
    private static final String MARK = "LeakyMark";

    private static final int ITEMS = 50;

    @Test
    void itemsAndSecretsAreInNoHistoryNoLogAndNoArgument(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        String table = orders.tables().getFirst().tableName();
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            put(stack, table, "good", Map.of());
            put(stack, table, "refused-by-the-mapper", Map.of("total", MARK));
            WorkerChild worker = rehearsal.worker(secret());
            String migration = rehearsal.start(orders);
            rehearsal.await(
                    "the verdict",
                    seen -> seen.stream().anyMatch(view -> view.outcome().equals(Optional.of("INCOMPLETE"))));

            rehearsal.sql("alter table shop.orders add constraint no_such check (status not like 'refused%')");
            put(stack, table, "refused-by-postgres", Map.of("status", "refused " + MARK));
            rehearsal.await("both in quarantine", seen -> seen.getFirst().quarantined() == 2);
            rehearsal.sql("delete from shop.orders where order_id = '%s-good'".formatted(MARK));
            rehearsal.operator().verb(migration, "replayQuarantine", Map.of());
            rehearsal.await("the missing row", seen -> seen.getFirst().outcome().equals(Optional.of("DIFFERENT")));

            List<String> told = new ArrayList<>(rehearsal.operator().histories(migration));
            assertThat(told).hasSizeGreaterThanOrEqualTo(3).anyMatch(history -> history.contains(table));
            told.add(rehearsal.operator().status(migration).toString());
            told.add(rehearsal.log());
            told.add(Files.readString(
                    Path.of("/proc", Long.toString(worker.pid()), "cmdline"), StandardCharsets.ISO_8859_1));
            assertThat(told)
                    .noneMatch(text -> text.contains(MARK)
                            || text.contains(rehearsal.target().password()));
        }
    }

    /** An AWS secret that any local server takes; the target's password is a secret anyway. */
    private static Map<String, String> secret() {
        assumeTrue(System.getenv("AWS_ACCESS_KEY_ID") == null, "real credentials are not to be replaced");
        return Map.of("AWS_SECRET_ACCESS_KEY", MARK);
    }

    private static void put(Stack stack, String table, String name, Map<String, String> attributes) {
        Map<String, AttributeValue> item = new HashMap<>();
        item.put("orderId", AttributeValue.fromS(MARK + "-" + name));
        item.put("status", AttributeValue.fromS(MARK));
        item.put("note", AttributeValue.fromS(MARK));
        attributes.forEach((attribute, value) -> item.put(attribute, AttributeValue.fromS(value)));
        stack.dynamoDb().putItem(p -> p.tableName(table).item(item));
    }
}
