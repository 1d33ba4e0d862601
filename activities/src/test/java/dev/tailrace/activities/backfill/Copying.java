package dev.tailrace.activities.backfill;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.write.PageWriter;
import dev.tailrace.activities.postgres.write.Purge;
import dev.tailrace.activities.quarantine.QuarantineReplay;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** An attempt at the copy, page by page, as a test deals them. */
public final class Copying {
    private static final AtomicLong ROUNDS = new AtomicLong();

    private final Bench bench;
    private final Connection connection;
    private final Held lane;
    private final PageWriter batch;

    public Copying(Bench bench, long term) throws SQLException {
        this(bench, 0, term);
    }

    public Copying(Bench bench, int segment, long term) throws SQLException {
        this(bench, bench.connection(), segment, term);
    }

    /** @param connection auto-commit off */
    public Copying(Bench bench, Connection connection, int segment, long term) throws SQLException {
        this.bench = bench;
        this.connection = connection;
        var taking = Lanes.take(connection, bench.pool, bench.passId, Lanes.segment(segment), term);
        lane = ((Lanes.Taking.Taken) taking).lane();
        batch = new PageWriter(bench.table, new Targets(bench.table), connection, Duration.ofSeconds(5));
    }

    public Connection connection() {
        return connection;
    }

    public Held lane() {
        return lane;
    }

    private int write(ScanReader.Page page) throws SQLException, LaneLost {
        return batch.write(lane, PageMapping.effects(bench.table.mapper(), page));
    }

    /** A page that is not the last. */
    public int page(String position, Item... items) throws SQLException, LaneLost {
        return write(new ScanReader.Page(lane, null, List.of(items), position, 1, 0));
    }

    /** The last page. */
    public int last(Item... items) throws SQLException, LaneLost {
        return write(new ScanReader.Page(lane, null, List.of(items), null, 1, 0));
    }

    /** Reads the segment as an attempt does, from where its lane stands to its end or so many pages. Returns how many it read. */
    int read(int most) throws SQLException, LaneLost, InterruptedException {
        int read = 0;
        var pass = Passes.get(DSL.using(connection, SQLDialect.POSTGRES), bench.passId);
        connection.rollback();
        try (var running = bench.table.capacity().running();
                var pages =
                        new ScanReader(bench.table, Heartbeat.none(), pass, List.of(new ScanReader.Scan(0, lane)))) {
            while (read < most && pages.hasNext()) {
                write(Objects.requireNonNull(pages.take(() -> true), "a page"));
                read++;
            }
        }
        return read;
    }

    public static Turn purge(Bench bench, long term) throws SQLException, LaneLost {
        return new Purge(bench.table, bench.passId, term, EngineOptions.local(), Heartbeat.none()).run();
    }

    /** @param all in a round of its own */
    public static Turn replayQuarantine(Bench bench, boolean all) throws SQLException {
        return replayQuarantine(bench, all ? ROUNDS.incrementAndGet() : 0, Heartbeat.none());
    }

    public static Turn replayQuarantine(Bench bench, long round, Heartbeat heartbeat) throws SQLException {
        return new QuarantineReplay(bench.table, bench.passId, round, EngineOptions.local(), heartbeat).run();
    }

    /** What the barrier activity's transaction does. */
    public static void raiseBarrier(Bench bench) throws SQLException {
        BarrierActivitiesImpl.raise(bench.table, bench.passId);
    }
}
