package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.dynamodb.PacedStreams;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** DescribeStream throttles: others read the account's streams, too. */
@Tag("stack")
@Timeout(180)
class ThrottledListingTest {
    /** Three pages of a listing. */
    private static final int SHARDS = 250;

    private static final int GROUPS = 2;

    private final FakeTable source = new FakeTable(11, SHARDS);

    @Test
    void captureGoesOnWithinTheRate() throws Exception {
        var migrating = new Migrating(new Bench(source), source, PacedStreams.OF_AWS).poll(Duration.ofMillis(50));
        migrating.copy();
        source.quirks().throttledListings = 1;
        var enough = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> migrating.turn(migrating.group(0, GROUPS), enough::get));
            var second = threads.submit(() -> migrating.turn(migrating.group(1, GROUPS), enough::get));
            try {
                for (int n = 0; n < 500; n++) {
                    source.put("" + n, "g", n);
                }
                await(first, second, () -> migrating.bench.rows().equals(source.rows()));

                source.quirks().throttledListings = 0.8;
                source.stream().split(3);
                source.stream().roll(200);
                for (int n = 0; n < 500; n++) {
                    source.put("" + n, "h", n + 1);
                }
                await(first, second, () -> migrating.isCaughtUp());
            } finally {
                enough.set(true);
            }
            assertThat(first.get(60, TimeUnit.SECONDS)).isEqualTo(new Turn.Yielded());
            assertThat(second.get(60, TimeUnit.SECONDS)).isEqualTo(new Turn.Yielded());
        }
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        System.out.printf(
                "%d listing calls, at most %d in a second%n",
                source.streamClient().listings(), source.streamClient().mostListingsInASecond());
        assertThat(source.streamClient().mostListingsInASecond()).isLessThanOrEqualTo(PacedStreams.OF_AWS + 1);
        migrating.close();
    }

    /** No turn ends meanwhile, neither by a gap nor otherwise. */
    private static void await(Future<Turn> first, Future<Turn> second, BooleanSupplier condition) {
        while (!condition.getAsBoolean()) {
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }
}
