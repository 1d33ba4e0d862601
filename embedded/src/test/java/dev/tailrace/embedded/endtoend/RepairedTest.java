package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.CliChild;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What someone writes at the target by hand is found, listed and repaired, by the command line, while writers go on. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class RepairedTest {
    private static final int ITEMS = 1_000;

    @Test
    void whatIsWrittenByHandIsFoundListedAndRepaired(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            WorkerChild worker = rehearsal.worker();
            String migration = rehearsal.start(orders);
            rehearsal.awaitReady(1);
            String table = orders.schema() + ".orders";
            // Rows that the writers do not come to.
            rehearsal.sql("delete from " + table + " where order_id in (select order_id from " + table
                    + " order by order_id desc limit 2)");
            rehearsal.sql("update " + table + " set total = -1 where order_id in (select order_id from " + table
                    + " order by order_id desc limit 3)");
            rehearsal.sql("insert into " + table + " (order_id) values ('by hand')");
            Writers writers = rehearsal.writers(orders, 30, ITEMS / 2);

            rehearsal.operator().verb(migration, "verify", Map.of());
            rehearsal.await("a verdict that is DIFFERENT", RepairedTest::isDifferent);
            CliChild list = rehearsal.cli("repair", migration);
            assertThat(list.exit()).as(list.output()).isEqualTo(3);
            assertThat(list.output())
                    .contains(
                            "run ",
                            "6 differences",
                            "missing in orders",
                            "different in orders",
                            "by hand",
                            "plan  delete the row, unless the source has the item by then");

            CliChild unasked = rehearsal.cli("repair", migration, "--apply");
            assertThat(unasked.exit()).as(unasked.output()).isEqualTo(2);
            assertThat(unasked.output())
                    .contains("5 rows are written as the source has them, 1 whose item is gone are deleted");
            CliChild repair = rehearsal.cli("repair", migration, "--apply", "--yes", "--wait");
            assertThat(repair.exit()).as(repair.output()).isZero();

            rehearsal.awaitReady(1);
            writers.close();
            assertThat(rehearsal.number("select written from tailrace.repair")).isEqualTo(5);
            assertThat(rehearsal.number("select removed from tailrace.repair")).isEqualTo(1);
            rehearsal.assertNothingLost(orders);
            CliChild nothing = rehearsal.cli("repair", migration, "--apply", "--yes");
            assertThat(nothing.exit()).as(nothing.output()).isEqualTo(5);
            worker.close();
        }
    }

    private static boolean isDifferent(List<TableView> seen) {
        return seen.stream()
                .anyMatch(table ->
                        table.phase().equals("CATCHING_UP") && table.outcome().equals(Optional.of("DIFFERENT")));
    }
}
