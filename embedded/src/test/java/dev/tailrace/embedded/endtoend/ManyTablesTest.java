package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.checker.CheckReport;
import dev.tailrace.embedded.checker.Expectation;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.Features;
import dev.tailrace.embedded.scenario.Write;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("stack")
@ExtendWith(StackExtension.class)
@EnabledOnOs(OS.LINUX)
class ManyTablesTest {
    private static final int ITEMS = 20 * Features.TABLES;
    private static final int MISSING = 13;

    /** The worker's pool has no more. */
    private static final int MOST_CONNECTIONS = 40;

    private static final int MOST_THREADS = 150;

    /** For a change in each of the tables to be at the target. */
    private static final Duration FRESH = Duration.ofSeconds(15);

    @Test
    void fiftyTablesAreMigratedByOneWorkerAndNoneStarvesThoughOneIsMissing(Stack stack) throws Exception {
        Features features = new Features(Stack.unique(""));
        List<String> names =
                features.tables().stream().map(table -> table.tableName()).toList();
        List<Expectation> present = features.expectations().stream()
                .filter(expectation -> !expectation.sourceTable().equals(names.get(MISSING)))
                .toList();
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(features, ITEMS);
            stack.dynamoDb().deleteTable(table -> table.tableName(names.get(MISSING)));
            try (Footprint footprint = rehearsal.footprint(rehearsal.worker())) {
                String migration = rehearsal.start(features);
                rehearsal.await(
                        "49 tables READY and EQUAL",
                        seen -> seen.stream().filter(TableView::isReadyAndEqual).count() == Features.TABLES - 1);
                rehearsal.awaitBlocked(migration, names.get(MISSING), "TR-S001");

                for (int n = 0; n < Features.TABLES; n++) {
                    if (n != MISSING) {
                        Write.Put put = features.item(ITEMS + n, new SplittableRandom(n));
                        stack.dynamoDb().putItem(p -> p.tableName(put.table()).item(put.item()));
                    }
                }
                CheckReport report = Await.until(
                        "a change of each table", FRESH, () -> rehearsal.check(present), CheckReport::isEqual);
                assertThat(report.rows()).isEqualTo((ITEMS / Features.TABLES + 1L) * present.size());

                assertThat(footprint.connections()).isBetween(1, MOST_CONNECTIONS);
                assertThat(footprint.threads()).isBetween(1, MOST_THREADS);
            }
        }
    }
}
