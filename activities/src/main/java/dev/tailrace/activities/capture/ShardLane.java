package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.store.Change;
import dev.tailrace.activities.store.ChangeReader;
import dev.tailrace.activities.store.ChangeReader.Page;
import dev.tailrace.activities.store.ChangeWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapper.Mapper;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One shard, read and applied in order by the attempt that holds its lane. For one thread. */
final class ShardLane {
    /** R0: with strongly consistent pages, older records are in every page. Generous for skewed clocks. */
    private static final Duration BEFORE_START = Duration.ofHours(1);

    private static final Duration BETWEEN_READS = Duration.ofMillis(200);

    /** The longest rest after a failed read. */
    private static final Duration MOST = Duration.ofSeconds(10);

    private final Pass pass;
    private final ChangeWriter writer;
    private final Mapper mapper;
    private final Held lane;
    private final Duration poll;
    private final ChangeReader reader;
    private @Nullable String position;
    private @Nullable String iterator;

    /** The iterator is a former attempt's: the service may know it no more. */
    private boolean inherited;

    private boolean quiet;
    private long nextRead = System.nanoTime();
    private @Nullable Long troubledSince;
    private Duration backoff = Duration.ZERO;

    ShardLane(LoadedTable table, Pass pass, ChangeWriter writer, Held lane, EngineOptions options) {
        this.pass = pass;
        this.writer = writer;
        mapper = table.mapper();
        this.lane = lane;
        poll = options.poll();
        reader = table.source().reader(pass, lane, options, table.capacity().records());
        position = lane.position();
        iterator = lane.iterator();
        inherited = iterator != null;
    }

    /** What a read led to. */
    enum Read {
        NOTHING,
        APPLIED,
        QUARANTINED,
        END
    }

    /** Nanoseconds until the lane wants to be read, not above zero if now. */
    long restsFor(long now) {
        return nextRead - now;
    }

    String name() {
        return lane.name();
    }

    /** Whether the last read gave nothing. */
    boolean isQuiet() {
        return quiet;
    }

    /** Reached from the position through empty pages only; null where none is known. */
    @Nullable
    String iterator() {
        return iterator;
    }

    /** A read failed in a way that passes: the lane rests for a while. Returns since when it has failed, in nanoseconds. */
    long troubled(long now) {
        backoff =
                backoff.isZero() ? poll : backoff.multipliedBy(2).compareTo(MOST) < 0 ? backoff.multipliedBy(2) : MOST;
        nextRead = now + backoff.toNanos();
        if (troubledSince == null) {
            troubledSince = now;
        }
        return troubledSince;
    }

    /**
     * Asks the stream. Changes nothing, so that lanes can be read side by side and an answer can be forgotten; the caller
     * asks no second time before it has applied or forgotten the answer.
     */
    Page fetch() throws Gap {
        return reader.fetch(position, iterator, inherited);
    }

    /**
     * Asks for what comes behind an answer that has yet to be applied; applied after it, or forgotten.
     *
     * @return null where the service refuses: the next {@link #fetch}, which knows the position by then, meets the reason
     */
    @Nullable
    Page fetchBehind(Page page) {
        return reader.fetchBehind(page);
    }

    /** Applies what {@link #fetch} or {@link #fetchBehind} gave. */
    Read apply(Page page) throws SQLException, LaneLost {
        var batch = batch(page);
        if (batch.isNews()) {
            int leftOut = writer.write(batch.effects(mapper)).leftOut();
            position = batch.position();
            read(page);
            return batch.end() ? Read.END : leftOut > 0 ? Read.QUARANTINED : Read.APPLIED;
        }
        read(page);
        return Read.NOTHING;
    }

    private void read(Page page) {
        iterator = page.iterator();
        inherited = false;
        quiet = page.isEmpty();
        troubledSince = null;
        backoff = Duration.ZERO;
        // A page that is not full was all there is for the moment; AWS allows five reads of a shard per second.
        var rest = quiet ? poll : page.isFull() ? Duration.ZERO : min(poll, BETWEEN_READS);
        nextRead = System.nanoTime() + rest.toNanos();
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    private ChangeBatch batch(Page page) {
        List<Change> changes = new ArrayList<>();
        List<Change> tokens = new ArrayList<>();
        Instant last = null;
        var reached = position;
        for (var change : page.changes()) {
            if (!change.isAfter(reached)) {
                // Delivered before: once more would take the item back to what it was then.
                continue;
            }
            reached = change.sequence();
            last = change.at();
            if (change.isToken()) {
                tokens.add(change);
            } else if (!isBeforeStart(change)) {
                changes.add(change);
            }
        }
        return new ChangeBatch(changes, tokens, reached, page.iterator() == null, last);
    }

    private boolean isBeforeStart(Change change) {
        return pass.consistent()
                && lane.startingSequence() == null
                && change.at().isBefore(pass.openedAt().toInstant().minus(BEFORE_START));
    }
}
