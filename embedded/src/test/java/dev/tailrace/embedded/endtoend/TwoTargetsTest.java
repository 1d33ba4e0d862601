package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.checker.Checker;
import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.run.ControlView;
import dev.tailrace.embedded.run.TableView;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.stack.FreshDatabase;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.sql.Connection;
import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** One worker serves migrations into two databases, each with a control schema of its own, whose numbers both begin at 1. */
@Tag("stack")
@Timeout(400)
@ExtendWith(StackExtension.class)
class TwoTargetsTest {
    private static final int ITEMS = 300;
    private static final double SLOW = 1;
    private static final double CHANGES_PER_SECOND = 20;
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Test
    void eachIsSteeredAndEndedAlone(Stack stack) throws Exception {
        Orders held = new Orders(Stack.unique(""));
        Orders free = new Orders(Stack.unique(""));
        String heldTable = held.tables().getFirst().tableName();
        try (Rehearsal rehearsal = new Rehearsal(stack);
                FreshDatabase second = stack.freshDatabase();
                ControlView control = ControlView.open(second.address())) {
            rehearsal.source(held, ITEMS);
            rehearsal.source(free, ITEMS);
            rehearsal.worker(Map.of("SECOND_URL", second.address().url()));

            String slow = rehearsal.start(SLOW, held);
            rehearsal.awaitPhase(heldTable, "BACKFILLING");
            rehearsal.operator().verb(slow, "pause", Map.of("scope", "all"));
            String quick = rehearsal.start(file -> file.replace("env:TARGET_URL", "env:SECOND_URL"), free);
            try {
                await("READY next to a paused one", control, quick, TableView::isReadyAndEqual);
                assertThat(rehearsal.table(heldTable).phase()).isEqualTo("BACKFILLING");

                rehearsal.operator().verb(slow, "abort", Map.of());
                rehearsal.awaitPhase(heldTable, "ABORTED");
                try (var writers = rehearsal.writers(free, CHANGES_PER_SECOND, ITEMS)) {
                    long before = control.tables(quick).getFirst().applied();
                    await("capture after the other's end", control, quick, seen -> seen.applied() > before + ITEMS);
                }
                long run = control.tables(quick).getFirst().run();
                rehearsal.operator().verb(quick, "verify", Map.of());
                await("another verdict EQUAL", control, quick, seen -> seen.isReadyAndEqual() && seen.run() > run);
                try (Connection target = second.address().connect()) {
                    assertThat(Checker.check(stack.dynamoDb(), target, free.expectations())
                                    .isEqual())
                            .isTrue();
                }
            } finally {
                rehearsal.operator().verb(quick, "abort", Map.of());
                await("ABORTED", control, quick, seen -> seen.phase().equals("ABORTED"));
            }
        }
    }

    private static void await(String what, ControlView control, String migration, Predicate<TableView> good) {
        Await.until(
                what,
                LIMIT,
                () -> control.tables(migration),
                tables -> tables.size() == 1 && good.test(tables.getFirst()));
    }
}
