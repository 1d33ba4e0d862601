package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.postgres.write.WatchBatchWriter;
import dev.tailrace.activities.store.Change;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** An attempt at watch mode, batch by batch, as a test deals them. */
public final class Watching {
    private final Bench bench;
    private final Held lane;
    private int sequence;

    public Watching(Bench bench, long term) throws SQLException {
        this.bench = bench;
        try (var connection = bench.connection()) {
            lane = ((Lanes.Taking.Taken) Lanes.take(connection, bench.pool, bench.passId, "shard/a", term)).lane();
        }
    }

    /** A batch of one change that is not ours. */
    public void see(@Nullable Item before, @Nullable Item after) throws SQLException, LaneLost {
        var key = bench.table.keys().keyOf(after == null ? before : after);
        var change = new Change("" + ++sequence, Instant.now(), key, before, after, false);
        try (var connection = bench.connection()) {
            var batch = new ChangeBatch(List.of(change), List.of(), change.sequence(), false, change.at());
            new WatchBatchWriter(bench.table, connection, EngineOptions.local()).write(lane, batch.watched());
        }
    }

    /** The keys that are marked in the bench's pass, in order. */
    public static List<Item> marked(Bench bench) {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch(
                        "select source_key from tailrace.reverse_mark where pass_id = ? order by source_key",
                        bench.passId)
                .map(row -> DynamoJson.read(row.get(0, String.class)));
    }
}
