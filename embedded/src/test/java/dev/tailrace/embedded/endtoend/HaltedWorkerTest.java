package dev.tailrace.embedded.endtoend;

import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.embedded.run.WorkerChild;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.scenario.Writers;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator's rehearsal: a whole worker process that ends at a commit, as if it had lost its power there. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class HaltedWorkerTest {
    private static final int ITEMS = 1_200;

    @ParameterizedTest
    @ValueSource(strings = {"page-copied:before:4", "batch-applied:after:2"})
    void aWorkerHaltsWhereItIsToldAndAnotherGoesOn(String point, Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            WorkerChild halting = rehearsal.worker(Map.of(CrashPoints.VARIABLE, point));
            rehearsal.start(orders);
            Writers writers = rehearsal.writers(orders, 60, ITEMS);
            rehearsal.await("the worker's end", seen -> !halting.isAlive());

            rehearsal.worker();

            rehearsal.awaitReady(1);
            writers.close();
            rehearsal.assertNothingLost(orders);
        }
    }
}
