package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tailrace.embedded.run.CliChild;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.sql.Connection;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Why a copy is slow, as its operator is told; and how that operator looks and goes away again. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class SlownessTest {
    private static final int ITEMS = 6_000;
    private static final double BUDGET = 10;

    @Test
    void theReasonForSlownessIsNamedWhicheverItIs(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        String table = orders.tables().getFirst().tableName();
        try (ThrottlingProxy proxy = new ThrottlingProxy(stack.addresses().dynamoDb());
                Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            rehearsal.worker(Map.of("AWS_ENDPOINT_URL_DYNAMODB", proxy.address().toString()));
            String migration = rehearsal.start(BUDGET, orders);

            awaitReason(rehearsal, migration, table, "us: limit of 10 read units/s");

            proxy.throttle(true);
            awaitReason(rehearsal, migration, table, "the source: ");
            proxy.throttle(false);

            rehearsal.operator().verb(migration, "throttle", Map.of("window", 1));
            awaitReason(rehearsal, migration, table, "us: window of 1 segment, 4 were planned");

            try (Connection locking = rehearsal.target().connect();
                    Statement lock = locking.createStatement()) {
                locking.setAutoCommit(false);
                lock.execute("lock table shop.orders in exclusive mode");
                awaitReason(rehearsal, migration, table, "the target: p95 write ");
                locking.rollback();
            }

            pause(rehearsal, migration, table);
        }
    }

    /** Without a terminal: a line per table; Ctrl-C leaves the migration alone. */
    @Test
    void watchDetachesByCtrlC(Stack stack) throws Exception {
        assumeTrue(
                CliChild.hearInterrupts(),
                "Whoever started these tests ignores SIGINT (nohup, a script's background job), and so does every child");
        Orders orders = new Orders(Stack.unique(""));
        String table = orders.tables().getFirst().tableName();
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            rehearsal.worker();
            String migration = rehearsal.start(BUDGET, orders);
            rehearsal.awaitPhase(table, "BACKFILLING");
            pause(rehearsal, migration, table);

            try (CliChild watch = rehearsal.cli("watch", migration)) {
                watch.awaitOutput("table=" + table);
                watch.interrupt();

                assertThat(watch.exit()).isEqualTo(130);
                assertThat(watch.output())
                        .contains("phase=BACKFILLING", "heldBackBy=\"us: paused by an operator\"")
                        .contains("the migration goes on", "tailrace watch " + migration);
            }
            assertThat(rehearsal.operator().status(migration).path("health").asText())
                    .isEqualTo("PAUSED");
        }
    }

    private static void pause(Rehearsal rehearsal, String migration, String table) {
        rehearsal.operator().verb(migration, "pause", Map.of());
        awaitReason(rehearsal, migration, table, "us: paused by an operator");
    }

    private static void awaitReason(Rehearsal rehearsal, String migration, String table, String reason) {
        rehearsal.awaitStatus(
                migration,
                table,
                "held back by " + reason,
                status -> status.path("heldBackBy")
                        .valueStream()
                        .anyMatch(found -> found.asText().startsWith(reason)));
    }
}
