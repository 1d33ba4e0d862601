package dev.tailrace.embedded.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.run.Await;
import dev.tailrace.embedded.scenario.Orders;
import dev.tailrace.embedded.stack.Stack;
import dev.tailrace.embedded.stack.StackExtension;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How soon a copy obeys. */
@Tag("stack")
@ExtendWith(StackExtension.class)
class SteeringTest {
    private static final int ITEMS = 16_000;
    private static final double SLOW = 10;
    private static final double FAST = 40;
    private static final Duration TO_FOLLOW = Duration.ofSeconds(5);
    private static final Duration WINDOW = Duration.ofSeconds(8);
    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Test
    void aCopyFollowsItsLimitBothWaysAndAPauseWithinTwoBatches(Stack stack) throws Exception {
        Orders orders = new Orders(Stack.unique(""));
        String table = orders.tables().getFirst().tableName();
        try (Rehearsal rehearsal = new Rehearsal(stack)) {
            rehearsal.source(orders, ITEMS);
            rehearsal.worker();
            String migration = rehearsal.start(SLOW, orders);
            rehearsal.awaitPhase(table, "BACKFILLING");
            try (Batches batches = Batches.of(rehearsal.target().connect())) {
                assertThat(paceAfter(batches, batches.now())).isBetween(SLOW * 0.5, SLOW * 1.5);

                rehearsal.operator().verb(migration, "throttle", Map.of("unitsPerSecond", FAST));
                assertThat(paceAfter(batches, batches.now())).isBetween(FAST * 0.6, FAST * 1.4);

                rehearsal.operator().verb(migration, "throttle", Map.of("unitsPerSecond", SLOW));
                assertThat(paceAfter(batches, batches.now())).isBetween(SLOW * 0.5, SLOW * 1.5);

                rehearsal.operator().verb(migration, "throttle", Map.of("unitsPerSecond", FAST));
                pauses(rehearsal, migration, table, batches);
                lifts(rehearsal, migration);
            }
        }
    }

    private static void lifts(Rehearsal rehearsal, String migration) throws Exception {
        String limits =
                "select count(*) from tailrace.source_table where units_per_second is not null or copy_window is not null";
        rehearsal.operator().verb(migration, "throttle", Map.of("unitsPerSecond", 1, "window", 1));
        assertThat(rehearsal.number(limits)).isOne();
        rehearsal.operator().verb(migration, "throttle", Map.of("unitsPerSecond", "unlimited", "window", "planned"));
        assertThat(rehearsal.number(limits)).isZero();
    }

    private static void pauses(Rehearsal rehearsal, String migration, String table, Batches batches) throws Exception {
        rehearsal.operator().verb(migration, "pause", Map.of());
        Instant answered = batches.now();
        Await.until(
                "the end of the copy's activities",
                LIMIT,
                () -> rehearsal.operator().activities(migration + "/" + table),
                List::isEmpty);

        System.out.printf(
                "Paused: the last batch %d ms after the answer, %s since%n",
                Duration.between(answered, batches.last()).toMillis(), batches.since(answered));
        assertThat(batches.since(answered).values())
                .allSatisfy(count -> assertThat(count).isLessThanOrEqualTo(2));
        Instant quiet = batches.now();
        rehearsal.operator().verb(migration, "resume", Map.of());
        Await.until("batches after the pause", LIMIT, () -> batches.since(quiet), seen -> !seen.isEmpty());
    }

    /** What it consumes a second from five seconds after the request on. */
    private static double paceAfter(Batches batches, Instant answered) throws SQLException {
        Instant from = answered.plus(TO_FOLLOW);
        Instant to = from.plus(WINDOW);
        Await.until("eight seconds of copying", LIMIT, batches::now, now -> now.isAfter(to));
        double pace = batches.unitsPerSecond(from, to);
        System.out.printf(
                "Throttled: %.1f units/s in the first five seconds, %.1f in the eight after%n",
                batches.unitsPerSecond(answered, from), pace);
        return pace;
    }
}
