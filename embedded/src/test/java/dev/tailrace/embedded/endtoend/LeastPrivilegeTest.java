package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.DatabaseAddress;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who grants what the README lists has granted enough: for all phases, for copying again, and for the end. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class LeastPrivilegeTest {
    private static final int ITEMS = 200;

    @Test
    void aMigrationRunsOnWhatTheReadmeGrants(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        String table = orders.tables().getFirst().tableName();
        StatedPermissions stated = StatedPermissions.read();
        try (Rehearsal rehearsal = new Rehearsal(stack);
                ThrottlingProxy dynamoDb = new ThrottlingProxy(stack.addresses().dynamoDb());
                ThrottlingProxy streams = new ThrottlingProxy(stack.addresses().streams())) {
            rehearsal.source(orders, ITEMS);
            stack.dynamoDb().updateTable(u -> u.tableName(table).streamSpecification(s -> s.streamEnabled(false)));
            rehearsal.sql("create schema " + orders.schema());
            DatabaseAddress granted = stated.grant(rehearsal.target(), orders.schema());
            try {
                rehearsal.worker(Map.of(
                        "TARGET_URL", granted.url(),
                        "AWS_ENDPOINT_URL_DYNAMODB", dynamoDb.address().toString(),
                        "AWS_ENDPOINT_URL_DYNAMODB_STREAMS", streams.address().toString()));
                Writers writers = rehearsal.writers(orders, 20, ITEMS);
                String migration = rehearsal.start(
                        text -> text.replace("tokens: true", "tokens: true\nenableStream: true")
                                .replace("budget: 40.0", "budget: 400"),
                        orders);
                rehearsal.await("some copied items", seen -> seen.stream().anyMatch(view -> view.scanned() > 0));
                rehearsal.operator().verb(migration, "retry", Map.of("from", "backfill"));
                rehearsal.await("a second pass", seen -> seen.getFirst().passNumber() == 2);
                rehearsal.awaitReady(1);
                writers.close();
                rehearsal.assertNothingLost(orders);
                rehearsal.operator().verb(migration, "abort", Map.of());
                rehearsal.operator().result(migration);

                assertThat(dynamoDb.operations()).contains("UpdateTable", "PutItem", "DeleteItem");
                assertThat(stated.actions()).containsAll(dynamoDb.operations()).containsAll(streams.operations());
            } finally {
                StatedPermissions.revoke(rehearsal.target(), granted);
            }
        }
    }
}
