package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.mappers.item.Item;
import java.sql.SQLException;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** A table whose stream is changed, read and tormented by a seed, and its migration. */
final class RandomStream {
    private static final int STEPS = 20;
    private static final int ITEMS = 8;

    private final RandomGenerator random;
    private final FakeTable source;
    private final Migrating migrating;

    /** What a scan saw, before it is copied. */
    private Item @Nullable [] page;

    private boolean copied;
    private int gaps;

    RandomStream(Bench bench, long seed) throws SQLException {
        random = new SplittableRandom(seed);
        source = new FakeTable(seed, 1 + random.nextInt(4));
        change();
        migrating = new Migrating(bench, source);
    }

    /** Returns how many gaps there were. */
    int live() throws SQLException, LaneLost, InterruptedException {
        source.quirks().pageSize = 1 + random.nextInt(8);
        source.quirks().again = random.nextDouble(0.5);
        for (int step = 0; step < STEPS; step++) {
            happen(random.nextInt(18));
            int rounds = random.nextInt(20);
            read(() -> migrating.rounds(rounds));
        }
        source.quirks().failures = 0;
        source.quirks().hidesNew = false;
        source.quirks().hidesParents = false;
        source.stream().listAll();
        do {
            copy();
            read(() -> migrating.rounds(10));
            // Enough time passes for a parent that is never listed to be a gap.
            migrating.bench.run("update tailrace.lane set created_at = created_at - interval '6 minutes'");
            // A gap that was met before has begun a new pass, which is not copied yet.
        } while (!read(migrating::catchUp) || !copied);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        migrating.close();
        return gaps;
    }

    private void happen(int what) throws SQLException, LaneLost {
        switch (what) {
            case 0 -> source.stream().split(random.nextInt(8));
            case 1 -> source.stream().roll(random.nextInt(8));
            case 2 -> source.stream().roll();
            case 3 -> source.streamClient().expireIterators();
            case 4 -> source.quirks().failures = random.nextDouble(0.3);
            case 5 -> source.quirks().hidesNew = random.nextBoolean();
            case 6 -> source.quirks().hidesEnds = random.nextBoolean();
            case 7 -> source.quirks().emptyPages = random.nextInt(6);
            case 8 -> source.stream().listAll();
            case 9 -> forgetApplied();
            case 10 -> scan();
            case 11 -> copy();
            case 12 -> seldom();
            default -> change();
        }
    }

    private void change() {
        for (int n = random.nextInt(12); n > 0; n--) {
            var id = "" + random.nextInt(ITEMS);
            if (random.nextInt(4) == 0) {
                source.remove(id);
            } else {
                source.put(id, "g" + random.nextInt(3), random.nextInt(1000));
            }
        }
    }

    /** What has been applied may go at any time. */
    private void forgetApplied() {
        var lanes = migrating.positions();
        source.stream().forget(s -> "done".equals(lanes.get("shard/" + s)));
    }

    /** What loses records. */
    private void seldom() {
        switch (random.nextInt(6)) {
            case 0 -> trim(1 + random.nextInt(12));
            case 1 -> {
                source.disableStream();
                change();
                source.enableStream(1 + random.nextInt(3));
            }
            case 2 -> source.quirks().hidesParents = random.nextBoolean();
            default -> {}
        }
    }

    /** What no one has read since the pass began is not old enough: a pass that old is a gap by itself (GapTest). */
    private void trim(int count) {
        if (!migrating.positions().containsValue(Migrating.UNREAD)) {
            source.stream().trimOldest(count);
        }
    }

    private void scan() {
        if (page == null) {
            page = source.items().stream().map(Attributes::toItem).toArray(Item[]::new);
        }
    }

    private void copy() throws SQLException, LaneLost {
        scan();
        if (!copied && page != null) {
            migrating.copy(page);
            copied = true;
        }
    }

    private interface Reading {
        void run() throws SQLException, Gap, LaneLost, InterruptedException;
    }

    /** Returns whether it was read as wanted; a gap has led to a new pass, a failure of the service to nothing. */
    private boolean read(Reading reading) throws SQLException, LaneLost, InterruptedException {
        try {
            reading.run();
            return true;
        } catch (DynamoDbException passing) {
            return false;
        } catch (Gap gap) {
            gaps++;
            source.quirks().failures = 0;
            migrating.openPass();
            page = null;
            copied = false;
            return false;
        }
    }
}
