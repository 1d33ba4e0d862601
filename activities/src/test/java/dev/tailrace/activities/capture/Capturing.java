package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.postgres.write.ChangeBatchWriter;
import dev.tailrace.activities.store.Change;
import dev.tailrace.mappers.item.Item;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An attempt at capture, batch by batch, as a test deals them. */
public final class Capturing {
    private final Bench bench;
    private final Connection connection;
    private final Held lane;
    private final ChangeBatchWriter apply;
    private final List<Change> changes = new ArrayList<>();
    private int sequence;

    public Capturing(Bench bench, long term) throws SQLException {
        this(bench, "a", term);
    }

    public Capturing(Bench bench, String shard, long term) throws SQLException {
        this(bench, bench.connection(), shard, term);
    }

    /** @param connection auto-commit off */
    public Capturing(Bench bench, Connection connection, String shard, long term) throws SQLException {
        this.bench = bench;
        this.connection = connection;
        var taking = Lanes.take(connection, bench.pool, bench.passId, Lanes.shard(shard), term);
        lane = ((Lanes.Taking.Taken) taking).lane();
        apply = new ChangeBatchWriter(bench.table, new Targets(bench.table), connection, EngineOptions.local());
    }

    public Connection connection() {
        return connection;
    }

    /** Adds a record to the batch. */
    public Capturing change(@Nullable Item before, @Nullable Item after) {
        var key = bench.table.keys().keyOf(after == null ? before : after);
        changes.add(new Change("" + ++sequence, Instant.now(), key, before, after, false));
        return this;
    }

    /** Applies the batch. Returns how many items went to quarantine. */
    public int apply() throws SQLException, LaneLost {
        var batch = new ChangeBatch(List.copyOf(changes), List.of(), "" + sequence, false, Instant.now());
        changes.clear();
        return apply.write(lane, batch.effects(bench.table.mapper()));
    }
}
