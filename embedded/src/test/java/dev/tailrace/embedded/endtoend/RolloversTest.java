package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.AppData;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import dev.tailrace.embedded.stack.StreamFaults;
import java.util.List;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.dynamodb.model.Shard;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** What a stream does while a table is on its way, on a real one: it rolls, is disabled, is enabled again. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class RolloversTest {
    private static final int ITEMS = 2_400;
    private static final int DURING_COPY = 12;
    private static final int DURING_CATCH_UP = 12;

    @Test
    void twentyFourGenerationsOfShardsUnderLoadLoseNothing(Stack stack) throws Exception {
        assumeTrue(stack.streamFaults().isPresent(), "only an embedded DynamoDB rolls on request");
        StreamFaults stream = stack.streamFaults().orElseThrow();
        AppData app = new AppData(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(app, ITEMS);
            Writers writers = rehearsal.writers(app, 80, ITEMS);
            rehearsal.worker();
            rehearsal.start(app);
            for (int n = 1; n <= DURING_COPY; n++) {
                long share = (long) ITEMS * n / (DURING_COPY + 2);
                rehearsal.await("a share of the copy", seen -> sum(seen, TableView::scanned) >= share);
                stream.rollShards();
            }
            rehearsal.await("catch-up", seen -> seen.stream().noneMatch(RolloversTest::isCopying));
            for (int n = 0; n < DURING_CATCH_UP; n++) {
                stream.rollShards();
                long before = sum(rehearsal.tables(), TableView::applied);
                rehearsal.await("changes of the next generation", seen -> sum(seen, TableView::applied) > before + 10);
            }
            rehearsal.awaitReady(1);
            writers.close();
            assertThat(generations(stack, app)).isGreaterThanOrEqualTo(20);
            rehearsal.assertNothingLost(app);
        }
    }

    @Test
    void aStreamDisabledAndOneEnabledAnewEachNeedANewPass(Stack stack) throws Exception {
        AppData app = new AppData(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(app, ITEMS);
            Writers writers = rehearsal.writers(app, 80, ITEMS);
            rehearsal.worker();
            String migration = rehearsal.start(app);
            rehearsal.await("some copied items", seen -> sum(seen, TableView::scanned) > 300);
            disable(stack, app);
            rehearsal.awaitBlocked(migration, name(app), "TR-C015");
            enable(stack, app);
            rehearsal.operator().verb(migration, "retry", NewPassTest.FROM_BACKFILL);
            rehearsal.await(
                    "the second pass",
                    seen -> seen.getFirst().passNumber() == 2 && sum(seen, TableView::scanned) > 300);
            disable(stack, app);
            enable(stack, app);
            rehearsal.awaitBlocked(migration, name(app), "TR-C014");
            rehearsal.operator().verb(migration, "retry", NewPassTest.FROM_BACKFILL);

            assertThat(rehearsal.awaitReady(1).getFirst().passNumber()).isEqualTo(3);
            writers.close();
            rehearsal.assertNothingLost(app);
        }
    }

    private static long sum(List<TableView> tables, ToLongFunction<TableView> number) {
        return tables.stream().mapToLong(number).sum();
    }

    private static boolean isCopying(TableView table) {
        return table.phase().equals("PREPARING") || table.phase().equals("BACKFILLING");
    }

    private static String name(AppData app) {
        return app.tables().getFirst().tableName();
    }

    private static long generations(Stack stack, AppData app) {
        String arn = stack.dynamoDb()
                .describeTable(d -> d.tableName(name(app)))
                .table()
                .latestStreamArn();
        return stack.streams().describeStream(d -> d.streamArn(arn)).streamDescription().shards().stream()
                .map(Shard::shardId)
                .distinct()
                .count();
    }

    private static void disable(Stack stack, AppData app) {
        stack.dynamoDb().updateTable(u -> u.tableName(name(app)).streamSpecification(s -> s.streamEnabled(false)));
    }

    private static void enable(Stack stack, AppData app) {
        stack.dynamoDb()
                .updateTable(u -> u.tableName(name(app))
                        .streamSpecification(
                                s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
    }
}
