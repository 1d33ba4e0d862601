package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Groups whose target stands still, and whose shards have much to give. */
@Tag("stack")
@Timeout(60)
class PageMemoryTest {
    private static final int SHARDS = 40;
    private static final int GROUPS = 4;
    private static final int ROOM = 3;

    @Test
    void noMorePagesAreReadThanThereIsRoomForAndAllAreAppliedInTheEnd() throws Exception {
        var source = new FakeTable(7, SHARDS);
        var memory = new PageMemory(ROOM);
        var migrating = new Migrating(source)
                .poll(Duration.ofMillis(20))
                .threads(new Threads.Virtual(8, new Semaphore(48, true), memory));
        migrating.copy();
        for (int n = 0; n < 10 * SHARDS; n++) {
            source.put("i" + n, "g", n % 1000);
        }
        var enough = new AtomicBoolean();
        var turns = new ArrayList<Future<Turn>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = migrating.bench.connection();
                var statement = lock.createStatement()) {
            try {
                statement.execute("lock table things");
                for (int number = 0; number < GROUPS; number++) {
                    var group = migrating.group(number, GROUPS);
                    turns.add(threads.submit(() -> migrating.turn(group, enough::get)));
                }
                await(() -> given(source) == ROOM && memory.isAwaited());
                lock.rollback();
                await(migrating::isCaughtUp);
            } finally {
                enough.set(true);
            }
            for (var turn : turns) {
                assertThat(turn.get(20, TimeUnit.SECONDS)).isEqualTo(new Turn.Yielded());
            }
        }
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        assertThat(memory.free()).isEqualTo(ROOM);
        migrating.close();
    }

    /** Reads that gave something. */
    private static long given(FakeTable source) {
        return source.streamClient().given();
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }
}
