package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Accounts;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Documents;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Revisions;
import dev.tailrace.embedded.scenario.Scenario;
import dev.tailrace.embedded.scenario.Sharded;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("stack")
@ExtendWith(StackExtension.class)
class KilledWorkersTest {
    private static final int ITEMS = 2_500;
    private static final int TABLES = 7;
    /** Read units per second, for a copy about as long as the others: some documents take a hundred times as many as other items. */
    private static final double FOR_DOCUMENTS = 150;

    @Test
    void sixLiveScenariosEndEqualThoughEachOfTwoWorkersIsKilledTwice(Stack stack) throws Exception {
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            String suffix = Stack.unique("");
            Documents documents = new Documents(suffix);
            List<Scenario> scenarios = List.of(
                    new Orders(suffix),
                    new AppData(suffix),
                    new Revisions(suffix),
                    new Accounts(suffix),
                    new Sharded(suffix),
                    documents);
            List<Writers> writers = new ArrayList<>();
            for (Scenario scenario : scenarios) {
                rehearsal.source(scenario, ITEMS);
                writers.add(rehearsal.writers(scenario, 40, ITEMS));
            }
            WorkerChild one = rehearsal.worker();
            WorkerChild other = rehearsal.worker();
            scenarios.stream().filter(scenario -> scenario != documents).forEach(rehearsal::start);
            rehearsal.start(FOR_DOCUMENTS, documents);

            rehearsal.await("the first copied items", seen -> scanned(seen) > 0);
            one.restart();
            rehearsal.await("half of the copy", seen -> scanned(seen) > scenarios.size() * ITEMS / 2);
            other.restart();
            rehearsal.await("catch-up", seen -> any(seen, "CATCHING_UP") || any(seen, "VERIFYING"));
            one.restart();
            rehearsal.await("verification", seen -> any(seen, "VERIFYING") || any(seen, "READY"));
            other.restart();

            List<TableView> ready = rehearsal.awaitReady(TABLES);
            assertThat(ready).allSatisfy(table -> assertThat(table.applied()).isPositive());
            writers.forEach(Writers::close);
            rehearsal.assertNothingLost(scenarios.toArray(Scenario[]::new));
            assertThat(rehearsal.number("select count(*) from pg_indexes where schemaname = 'shop' and indexname in"
                            + " ('orders_CustomerOrdersIndex', 'orders_StatusDateIndex')"))
                    .isEqualTo(2);
        }
    }

    private static long scanned(List<TableView> tables) {
        return tables.stream().mapToLong(TableView::scanned).sum();
    }

    private static boolean any(List<TableView> tables, String phase) {
        return tables.stream().anyMatch(table -> table.phase().equals(phase));
    }
}
