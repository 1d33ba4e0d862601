package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lists the shards of a group's table now and then while its lanes are read. For one thread. */
final class ShardWatch implements AutoCloseable {
    /** A listing that has failed for so long is told of; the lanes that are known are read until then. */
    private static final Duration TROUBLE = Duration.ofSeconds(30);

    /** A turn waits so long for its first listing, which finds what stands in the way before anything is applied. */
    private static final Duration FIRST = Duration.ofSeconds(2);

    private final LoadedTable table;
    private final ShardListing shared;
    private final BackgroundTask listing;
    private final Duration every;
    private final Duration again;
    private boolean waited;
    private long seen;
    private @Nullable Long failingSince;

    /** @param shared by all groups of the pass in this process */
    ShardWatch(LoadedTable table, Pass pass, Group group, EngineOptions options, Threads threads, ShardListing shared) {
        this.table = table;
        this.shared = shared;
        listing = new BackgroundTask(threads.open("list-shards"), () -> Shards.discover(table, pass));
        // One group lists for all; those in other processes do so less often, in case that it does not run.
        every = group.number() == 0 ? options.discover() : options.discover().multipliedBy(group.groups());
        again = options.poll();
        seen = shared.endedAt();
    }

    /** Lists if it is time. Returns whether shards have been listed since the last look, by whichever group. */
    boolean look() throws SQLException, Gap, InterruptedException {
        settle();
        if (!listing.isUnderWay() && shared.begin(failingSince == null ? every : again)) {
            listing.start();
            if (!waited) {
                listing.await(FIRST);
                settle();
            }
        }
        waited = true;
        long endedAt = shared.endedAt();
        boolean news = endedAt != seen;
        seen = endedAt;
        return news;
    }

    /** Passing trouble ends no turn unless it lasts, counted from the first failure. */
    private void settle() throws SQLException, Gap, InterruptedException {
        if (!listing.isUnderWay()) {
            return;
        }
        boolean listed = false;
        try {
            listed = listing.hasEnded();
            if (listed) {
                failingSince = null;
            }
        } catch (RuntimeException e) {
            if (!FailureClassifier.isOfSource(e)) {
                throw e;
            }
            long now = System.nanoTime();
            failingSince = failingSince == null ? Long.valueOf(now) : failingSince;
            if (!passes(e) || now - failingSince > TROUBLE.toNanos()) {
                throw e;
            }
        } finally {
            if (!listing.isUnderWay()) {
                shared.ended(listed);
            }
        }
    }

    private boolean passes(RuntimeException failure) {
        return FailureClassifier.of(failure, table.ref().name()) instanceof Turn.Stalled;
    }

    /** The next turn begins with a listing of its own if this one is cut off. */
    @Override
    public void close() {
        if (listing.isUnderWay()) {
            shared.want();
            shared.ended(false);
        }
        listing.close();
    }
}
