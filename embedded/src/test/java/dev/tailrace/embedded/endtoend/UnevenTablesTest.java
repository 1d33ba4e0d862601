package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.scenario.Accounts;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Revisions;
import dev.tailrace.embedded.scenario.Tenants;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Tables whose items or changes are anywhere but evenly spread. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class UnevenTablesTest {
    private static final int HOT_CHANGES = 10_000;
    private static final int THREADS = 4;
    private static final int TENANT_ITEMS = 4_000;

    @Test
    void anItemThatChangesTenThousandTimesAndGoesOnEndsEqualBesideAnEmptyTableAndOneOfOneItem(Stack stack)
            throws Exception {
        String suffix = Stack.unique("");
        Orders hot = new Orders(suffix);
        // Item 0 is a revision, so that the table of files stays empty.
        Revisions oneAndNone = new Revisions(suffix);
        Accounts empty = new Accounts(suffix);
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(hot, 1);
            rehearsal.source(oneAndNone, 1);
            rehearsal.source(empty, 0);
            rehearsal.worker();
            rehearsal.start(hot);
            rehearsal.start(oneAndNone);
            rehearsal.start(empty);
            rehearsal.await(
                    "open passes",
                    seen -> seen.size() == 4 && seen.stream().allMatch(table -> table.passNumber() == 1));

            String table = hot.tables().getFirst().tableName();
            Map<String, AttributeValue> item = oneItem(stack.dynamoDb(), table);
            changeOften(stack.dynamoDb(), table, item);

            AtomicBoolean over = new AtomicBoolean();
            try (ExecutorService writer = Executors.newSingleThreadExecutor()) {
                Future<?> goesOn = writer.submit(() -> {
                    for (int change = 0; !over.get(); change++) {
                        change(stack.dynamoDb(), table, item, change);
                    }
                });
                try {
                    rehearsal.awaitReady(4);
                } finally {
                    over.set(true);
                }
                goesOn.get(1, TimeUnit.MINUTES);
            }
            rehearsal.assertNothingLost(hot);
            assertThat(rehearsal.table(table).applied()).isGreaterThanOrEqualTo(HOT_CHANGES);
            assertThat(rehearsal.check(oneAndNone.expectations())).satisfies(report -> {
                assertThat(report.isEqual()).isTrue();
                assertThat(report.rows()).isEqualTo(1);
            });
            assertThat(rehearsal.check(empty.expectations()).rows()).isZero();
        }
    }

    @Test
    void aTableOfWhichOneSegmentHasFourFifthsEndsEqual(Stack stack) throws Exception {
        Tenants tenants = new Tenants(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(tenants, TENANT_ITEMS);
            Writers writers = rehearsal.writers(tenants, 80, TENANT_ITEMS);
            rehearsal.worker();
            rehearsal.start(tenants);
            rehearsal.awaitReady(1);
            writers.close();
            rehearsal.assertNothingLost(tenants);
            assertThat(rehearsal.number("select max(scanned) * 100 / sum(scanned) from tailrace.lane"))
                    .isGreaterThanOrEqualTo(75);
        }
    }

    private static Map<String, AttributeValue> oneItem(DynamoDbClient dynamoDb, String table) {
        return dynamoDb.scan(scan -> scan.tableName(table).consistentRead(true)).items().stream()
                .filter(item -> item.containsKey("channel"))
                .map(item -> Map.of("orderId", item.get("orderId")))
                .findFirst()
                .orElseThrow();
    }

    private static void changeOften(DynamoDbClient dynamoDb, String table, Map<String, AttributeValue> key)
            throws Exception {
        List<Future<?>> threads = new ArrayList<>();
        try (ExecutorService writers = Executors.newFixedThreadPool(THREADS)) {
            for (int i = 0; i < THREADS; i++) {
                threads.add(writers.submit(() -> {
                    for (int change = 0; change < HOT_CHANGES / THREADS; change++) {
                        change(dynamoDb, table, key, change);
                    }
                }));
            }
            for (Future<?> thread : threads) {
                thread.get(5, TimeUnit.MINUTES);
            }
        }
    }

    private static void change(DynamoDbClient dynamoDb, String table, Map<String, AttributeValue> key, int total) {
        dynamoDb.updateItem(update -> update.tableName(table)
                .key(key)
                .updateExpression("SET #total = :total ADD changes :one")
                .expressionAttributeNames(Map.of("#total", "total"))
                .expressionAttributeValues(Map.of(
                        ":total", AttributeValue.fromN(Integer.toString(total)), ":one", AttributeValue.fromN("1"))));
    }
}
