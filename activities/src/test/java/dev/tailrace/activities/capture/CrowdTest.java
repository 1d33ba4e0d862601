package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A table of 2,000 open shards, each read taking as long as on a network. */
@Tag("stack")
@Timeout(120)
class CrowdTest {
    private static final int SHARDS = 2_000;
    private static final Duration READ = Duration.ofMillis(10);

    /** A round of reads takes one group 2.5 s, since eight are under way at once; the rest is for a machine under load. */
    private static final Duration ROUND = Duration.ofSeconds(15);

    /** As a round, and a transaction for what each shard gave. */
    private static final Duration BUSY_ROUND = Duration.ofSeconds(40);

    private final FakeTable source = new FakeTable(7, SHARDS);
    private final List<Future<Turn>> turns = new ArrayList<>();

    @ParameterizedTest(name = "by {0} groups")
    @ValueSource(ints = {1, 4})
    void everyShardIsReadInTime(int groups) throws Exception {
        var migrating = new Migrating(source).poll(Duration.ofMillis(500));
        migrating.copy();
        source.quirks().latency = READ;
        var enough = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int number = 0; number < groups; number++) {
                var group = migrating.group(number, groups);
                turns.add(threads.submit(() -> migrating.turn(group, enough::get)));
            }
            try {
                var begun = took(this::readOnceMore);
                for (int n = 0; n < 3 * SHARDS; n++) {
                    source.put("" + n, "g", n % 1000);
                }
                var applied = took(() -> migrating::isCaughtUp);
                var round = took(this::readOnceMore);
                System.out.printf(
                        "%,d shards, %d groups: begun after %d ms, %,d records applied after %d ms, read once more after %d ms; at most %d reads at once%n",
                        SHARDS,
                        groups,
                        begun.toMillis(),
                        3 * SHARDS,
                        applied.toMillis(),
                        round.toMillis(),
                        source.streamClient().mostReading());
                assertThat(begun).isLessThan(ROUND);
                assertThat(applied).isLessThan(BUSY_ROUND);
                assertThat(round).isLessThan(ROUND);
                assertThat(sessions(migrating)).isLessThanOrEqualTo(3L * groups + 2);
            } finally {
                enough.set(true);
            }
        }
        for (var turn : turns) {
            assertThat(turn.get(1, TimeUnit.MINUTES)).isEqualTo(new Turn.Yielded());
        }
        assertThat(source.streamClient().mostReading()).isLessThanOrEqualTo(groups * Threads.VIRTUAL.atOnce());
        assertThat(source.streamClient().mostReadersOfAShard()).isEqualTo(1);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        migrating.close();
    }

    /** Holds once every shard has been read since this call. */
    private BooleanSupplier readOnceMore() {
        var client = source.streamClient();
        var shards = source.stream().openIds();
        var before = shards.stream().map(client::reads).toList();
        var left = new int[] {0};
        return () -> {
            while (left[0] < shards.size() && client.reads(shards.get(left[0])) > before.get(left[0])) {
                left[0]++;
            }
            return left[0] == shards.size();
        };
    }

    private interface Condition {
        BooleanSupplier from();
    }

    private Duration took(Condition condition) {
        long began = System.nanoTime();
        var holds = condition.from();
        while (!holds.getAsBoolean()) {
            assertThat(turns).noneMatch(Future::isDone);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private static long sessions(Migrating migrating) {
        return migrating.bench.one(
                Long.class, "select count(*) from pg_stat_activity where datname = current_database()");
    }
}
