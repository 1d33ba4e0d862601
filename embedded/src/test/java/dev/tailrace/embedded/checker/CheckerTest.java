package dev.tailrace.embedded.checker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.scenario.Documents;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Scenarios;
import dev.tailrace.embedded.scenario.Source;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

@Tag("stack")
@ExtendWith(StackExtension.class)
class CheckerTest {
    private static final int ITEMS = 400;

    @Test
    void everyScenarioEqualsItsOwnExpectation(Stack stack) throws Exception {
        for (Scenario scenario : Scenarios.all(Stack.unique(""))) {
            try (Source source = Source.create(stack.dynamoDb(), scenario, ITEMS, 7);
                    FreshDatabase database = stack.freshDatabase();
                    Connection connection = database.address().connect()) {
                new ExpectedTarget(connection, scenario.schema()).write(expectedRows(stack, scenario));
                createMissingTables(connection, scenario);
                CheckReport report = Checker.check(stack.dynamoDb(), connection, scenario.expectations());
                assertThat(report.examples()).as(scenario.id()).isEmpty();
                assertThat(report.items()).isEqualTo(ITEMS);
                assertThat(report.rows()).isEqualTo(ITEMS);
            }
        }
    }

    @Test
    void aDocumentIsExpectedOfAllItsChunksOrNotAtAll(Stack stack) throws Exception {
        Documents documents = new Documents(Stack.unique(""));
        try (Source source = Source.create(stack.dynamoDb(), documents, 40, 7);
                FreshDatabase database = stack.freshDatabase();
                Connection connection = database.address().connect()) {
            ExpectedTarget target = new ExpectedTarget(connection, documents.schema());
            target.write(expectedRows(stack, documents));
            CheckReport report = Checker.check(stack.dynamoDb(), connection, documents.expectations());
            assertThat(report.examples()).isEmpty();
            assertThat(report.items()).isEqualTo(40);
            assertThat(report.rows()).isEqualTo(20);
            // The second chunk of a document of two, and a chunk that one of one chunk has left behind.
            for (int n : new int[] {5, 1}) {
                var chunk = documents.delete(n);
                stack.dynamoDb().deleteItem(d -> d.tableName(chunk.table()).key(chunk.key()));
            }
            report = Checker.check(stack.dynamoDb(), connection, documents.expectations());
            assertThat(report.refused()).isEqualTo(1);
            assertThat(report.extra()).isEqualTo(1);
            assertThat(report.different()).isEqualTo(1);
            assertThat(report.missing()).isZero();
            assertThat(source.tableNames()).hasSize(1);
        }
    }

    @Test
    void aLostAnInventedAndAChangedRowAreEachFoundOnce(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        try (Source source = Source.create(stack.dynamoDb(), orders, ITEMS, 11);
                FreshDatabase database = stack.freshDatabase();
                Connection connection = database.address().connect()) {
            ExpectedTarget target = new ExpectedTarget(connection, orders.schema());
            target.write(expectedRows(stack, orders));
            target.execute("delete from shop.orders where order_id = 'o-00000003'");
            target.execute("update shop.orders set order_id = 'o-99999999' where order_id = 'o-00000004'");
            target.execute("update shop.orders set total = total + 0.01 where order_id = 'o-00000005'");
            target.execute("update shop.orders set attributes = attributes || '{\"channel\": \"other\"}' "
                    + "where order_id = 'o-00000006'");
            CheckReport report = Checker.check(stack.dynamoDb(), connection, orders.expectations());
            assertThat(report.missing()).isEqualTo(2);
            assertThat(report.extra()).isEqualTo(1);
            assertThat(report.different()).isEqualTo(2);
            assertThat(report.examples()).hasSize(5).anyMatch(line -> line.contains("o-99999999"));
        }
    }

    @Test
    void tokensAreNoItemsAndPoisonedItemsHaveNoRow(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        try (Source source = Source.create(stack.dynamoDb(), orders, 10, 13);
                FreshDatabase database = stack.freshDatabase();
                Connection connection = database.address().connect()) {
            String table = source.tableNames().getFirst();
            new ExpectedTarget(connection, orders.schema()).write(expectedRows(stack, orders));
            stack.dynamoDb()
                    .putItem(b -> b.tableName(table)
                            .item(Map.of(
                                    "orderId", AttributeValue.fromS("a token"),
                                    "_tailrace_token", AttributeValue.fromN("1"))));
            stack.dynamoDb()
                    .putItem(b -> b.tableName(table)
                            .item(orders.poison(10, new SplittableRandom(1)).item()));
            CheckReport report = Checker.check(stack.dynamoDb(), connection, orders.expectations());
            assertThat(report.isEqual()).as("%s", report.examples()).isTrue();
            assertThat(report.items()).isEqualTo(11);
            assertThat(report.refused()).isEqualTo(1);
        }
    }

    private static List<ExpectedRow> expectedRows(Stack stack, Scenario scenario) throws InterruptedException {
        List<ExpectedRow> rows = new ArrayList<>();
        for (Expectation expectation : scenario.expectations()) {
            expectation.rows(ExpectedItems.of(stack.dynamoDb(), expectation.sourceTable())).stream()
                    .flatMap(Optional::stream)
                    .forEach(rows::add);
        }
        return rows;
    }

    /** Those that no item of this seed went to. */
    private static void createMissingTables(Connection connection, Scenario scenario) throws Exception {
        for (Expectation expectation : scenario.expectations()) {
            for (String table : expectation.targetKeys().keySet()) {
                new ExpectedTarget(connection, scenario.schema())
                        .execute("create table if not exists \"%s\".\"%s\" ()".formatted(scenario.schema(), table));
            }
        }
    }
}
