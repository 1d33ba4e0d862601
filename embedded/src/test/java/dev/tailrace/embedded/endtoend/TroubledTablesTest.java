package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.embedded.checker.AccountsExpectation;
import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.checker.OrdersExpectation;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.CliChild;
import dev.tailrace.embedded.scenario.Accounts;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
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
class TroubledTablesTest {
    private static final int ITEMS = 300;
    private static final int POISONED = 4;

    @Test
    void aMissingTableAndPoisonedItemsDoNotStopTheThird(Stack stack) throws Exception {
        String suffix = Stack.unique("");
        AppData missing = new AppData(suffix);
        Orders poisoned = new Orders(suffix);
        Accounts sound = new Accounts(suffix);
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(poisoned, ITEMS);
            rehearsal.source(sound, ITEMS);
            poison(stack, poisoned);
            rehearsal.worker();
            String migration = rehearsal.start(missing, poisoned, sound);
            rehearsal.awaitPhase(name(sound), "READY");
            rehearsal.awaitBlocked(migration, name(missing), "TR-S001");
            rehearsal.await(
                    "a verdict that names the quarantine",
                    seen -> seen.stream()
                            .anyMatch(table -> table.name().equals(name(poisoned))
                                    && table.quarantined() == POISONED
                                    && table.outcome().equals(Optional.of("INCOMPLETE"))));
            CheckReport report = rehearsal.check(List.of(
                    new OrdersExpectation(name(poisoned), missing.schema()),
                    new AccountsExpectation(name(sound), missing.schema())));
            assertThat(report.isEqual()).as("%s", report.examples()).isTrue();
            assertThat(report.refused()).isEqualTo(POISONED);
            operatorFindsWhatIsInQuarantine(rehearsal, migration, name(poisoned));

            rehearsal.source(missing, ITEMS);
            rehearsal.operator().verb(migration, "retry", Map.of("tables", List.of(name(missing))));
            rehearsal.awaitPhase(name(missing), "READY");
        }
    }

    /** Keys and reasons by the command line, from the control schema; in the UI by a query, without the items. */
    private static void operatorFindsWhatIsInQuarantine(Rehearsal rehearsal, String migration, String table)
            throws Exception {
        List<String> keys = new ArrayList<>();
        try (Connection connection = rehearsal.target().connect();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("select source_key from tailrace.quarantine")) {
            while (row.next()) {
                keys.add(row.getString(1));
            }
        }
        try (CliChild text = rehearsal.cli("quarantine", migration, "--table", table)) {
            assertThat(text.exit()).as(text.output()).isZero();
            assertThat(text.output())
                    .contains(table + "  " + POISONED + " in quarantine")
                    .contains(keys);
        }
        try (CliChild trail = rehearsal.cli("history", migration, "-o", "json")) {
            assertThat(trail.exit()).as(trail.output()).isZero();
            assertThat(trail.output())
                    .contains("\"kind\":\"history\"", "\"type\":\"Registered\"", "\"to\":\"BACKFILLING\"");
        }
        JsonNode counted = Await.until(
                "the query's count",
                Duration.ofSeconds(60),
                () -> rehearsal.operator().query(migration, "quarantine"),
                answer -> answer.at("/tables/1/total").asInt() == POISONED);
        assertThat(counted.at("/tables/1/reasons/0/count").asInt()).isPositive();
        assertThat(counted.toString()).doesNotContain(keys);
    }

    private static String name(Scenario scenario) {
        return scenario.tables().getFirst().tableName();
    }

    private static void poison(Stack stack, Orders orders) {
        for (int n = ITEMS; n < ITEMS + POISONED; n++) {
            Map<String, AttributeValue> item =
                    orders.poison(n, new SplittableRandom(n)).item();
            stack.dynamoDb().putItem(b -> b.tableName(name(orders)).item(item));
        }
    }
}
