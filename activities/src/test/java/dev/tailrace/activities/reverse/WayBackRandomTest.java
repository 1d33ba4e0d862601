package dev.tailrace.activities.reverse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.CrashPoints;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.reverse.LossyNetwork.Fate;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application that writes, attempts that crash, freeze and supersede one another, and a network that loses, doubles and delays: in the end
 * the source has what the target says.
 */
@Tag("stack")
@Timeout(180)
class WayBackRandomTest {
    private static final Duration LONG = Duration.ofSeconds(4);
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int TOO_LATE = 5;
    private static final int IDS = 12;

    private final List<Soak> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        CrashPoints.arm(CrashPoints.Stop.NONE);
        for (var soak : open) {
            soak.close();
        }
    }

    /** Ends an attempt as a crash does. */
    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theSourceHasInTheEndWhatTheTargetSays(long seed) throws Exception {
        var soak = new Soak(WayBackTest.THINGS, WayBackTest.ID);
        open.add(soak);
        var chance = new Chance(seed);
        soak.network.others(() -> fate(chance));
        CrashPoints.arm((commit, moment) -> {
            if ((commit == Commit.CHANGES_ROUTED || commit == Commit.KEYS_WRITTEN_BACK) && chance.oneOf(40)) {
                throw new Crash();
            }
        });
        long least = System.nanoTime() + LONG.toNanos();
        long most = System.nanoTime() + LONGEST.toNanos();
        BooleanSupplier over =
                () -> System.nanoTime() > most || System.nanoTime() > least && soak.network.refusedLate() > TOO_LATE;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Future<?>>();
            for (int writer = 0; writer < 3; writer++) {
                all.add(threads.submit(again(over, () -> application(soak, chance))));
            }
            for (int attempt = 0; attempt < 2; attempt++) {
                all.add(threads.submit(
                        again(over, () -> soak.router(false, beats(chance)).run(soak.term()))));
                all.add(threads.submit(again(
                        over,
                        () -> soak.group(false, soak.term(), beats(chance)).run())));
            }
            all.add(threads.submit(again(over, () -> {
                LockSupport.parkNanos(Duration.ofMillis(chance.below(300)).toNanos());
                return soak.network.deliverLate();
            })));
            for (var one : all) {
                one.get(120, TimeUnit.SECONDS);
            }
        }
        CrashPoints.arm(CrashPoints.Stop.NONE);
        soak.network.others(() -> Fate.PASSES);
        soak.settle();
        soak.network.deliverLate();
        assertThat(soak.items()).as("seed %d", seed).isEqualTo(soak.wanted());
        assertThat(soak.aside()).isEmpty();
        assertThat(soak.network.refusedLate()).as("copies that came too late").isPositive();
    }

    /** Attempts may crash, lose their lane, or be told of the network's trouble: another one follows. */
    private static Callable<Integer> again(BooleanSupplier over, Callable<?> attempt) {
        return () -> {
            int ended = 0;
            while (!over.getAsBoolean()) {
                try {
                    attempt.call();
                } catch (Crash | LaneLost | SQLException | software.amazon.awssdk.core.exception.SdkException trouble) {
                    ended++;
                }
            }
            return ended;
        };
    }

    private static Fate fate(Chance chance) {
        Supplier<Fate> frozen = () -> (network, request) -> {
            LockSupport.parkNanos(Duration.ofMillis(chance.below(700)).toNanos());
            return Fate.PASSES.of(network, request);
        };
        return switch (chance.below(12)) {
            case 0 -> Fate.ANSWER_IS_LOST;
            case 1 -> Fate.LANDS_TWICE;
            case 2, 3 -> Fate.IS_LATE;
            case 4 -> frozen.get();
            default -> Fate.PASSES;
        };
    }

    private static Heartbeat beats(Chance chance) {
        long end = System.nanoTime() + Duration.ofMillis(chance.below(900)).toNanos();
        return new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return System.nanoTime() > end;
            }

            @Override
            public void close() {}
        };
    }

    /** One transaction; now and then one that takes its time before it commits, or does not. */
    private static int application(Soak soak, Chance chance) throws SQLException {
        try (var connection = soak.bench.connection();
                var statement = connection.createStatement()) {
            Transaction.begin(connection);
            for (int i = 0; i <= chance.below(3); i++) {
                statement.execute(change(chance));
            }
            if (chance.oneOf(10)) {
                LockSupport.parkNanos(Duration.ofMillis(chance.below(400)).toNanos());
            }
            if (chance.oneOf(10)) {
                connection.rollback();
            } else {
                connection.commit();
            }
        }
        LockSupport.parkNanos(Duration.ofMillis(chance.below(15)).toNanos());
        return 1;
    }

    private static String change(Chance chance) {
        var id = "i" + chance.below(IDS);
        var grp = "g" + chance.below(3);
        return switch (chance.below(4)) {
            case 0 -> "delete from things where id = '%s'".formatted(id);
            case 1 -> "update things set grp = '%s' where id = '%s'".formatted(grp, id);
            case 2 -> "update things set n = %d where id = '%s'".formatted(chance.below(1000), id);
            default ->
                "insert into things (grp, id, n) select '%s', '%s', %d where not exists (select from things where id = '%s') on conflict do nothing"
                        .formatted(grp, id, chance.below(1000), id);
        };
    }

    /** Of all threads. The order in which they ask is theirs, so that a seed is no replay. */
    private static final class Chance {
        private final Random random;

        Chance(long seed) {
            random = new Random(seed);
        }

        synchronized int below(int bound) {
            return random.nextInt(bound);
        }

        boolean oneOf(int times) {
            return below(times) == 0;
        }
    }
}
