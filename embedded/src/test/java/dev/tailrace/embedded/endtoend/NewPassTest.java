package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("stack")
@ExtendWith(StackExtension.class)
class NewPassTest {
    private static final int ITEMS = 3_000;
    static final Map<String, Object> FROM_BACKFILL = Map.of("from", "backfill");

    @Test
    void aCopyBegunAgainInTheMiddleEndsEqual(Stack stack) throws Exception {
        AppData app = new AppData(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(app, ITEMS);
            Writers writers = rehearsal.writers(app, 80, ITEMS);
            WorkerChild worker = rehearsal.worker();
            String migration = rehearsal.start(app);

            rehearsal.await("some copied items", seen -> seen.stream().anyMatch(table -> table.scanned() > 500));
            rehearsal.operator().verb(migration, "retry", FROM_BACKFILL);
            rehearsal.await("the second pass", seen -> seen.stream().allMatch(NewPassTest::isSecondPassCopying));
            worker.restart();

            List<TableView> ready = rehearsal.awaitReady(1);
            assertThat(ready.getFirst().passNumber()).isEqualTo(2);
            writers.close();
            rehearsal.assertNothingLost(app);
        }
    }

    @Test
    void trimmedRecordsStopTheTableAndANewPassEndsEqual(Stack stack) throws Exception {
        assumeTrue(stack.streamFaults().isPresent(), "only an embedded DynamoDB can be made to trim");
        AppData app = new AppData(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(app, ITEMS);
            Writers writers = rehearsal.writers(app, 80, ITEMS);
            WorkerChild worker = rehearsal.worker();
            String migration = rehearsal.start(app);
            rehearsal.await("some applied changes", seen -> seen.stream().anyMatch(table -> table.applied() > 100));
            worker.kill();
            long before = writers.changes();
            rehearsal.await("changes that no one captures", seen -> writers.changes() > before + 50);
            stack.streamFaults().orElseThrow().age(Duration.ofHours(30));
            worker.restart();
            rehearsal.awaitBlocked(migration, app.tables().getFirst().tableName(), "TR-C");
            rehearsal.operator().verb(migration, "retry", FROM_BACKFILL);

            List<TableView> ready = rehearsal.awaitReady(1);
            assertThat(ready.getFirst().passNumber()).isEqualTo(2);
            writers.close();
            rehearsal.assertNothingLost(app);
        }
    }

    private static boolean isSecondPassCopying(TableView table) {
        return table.passNumber() == 2 && table.scanned() > 0;
    }
}
