package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneBatch;
import dev.tailrace.activities.lane.LaneBatch.Counts;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Claim;
import dev.tailrace.activities.postgres.Claims;
import dev.tailrace.activities.postgres.DirtyKeys;
import dev.tailrace.activities.postgres.Quarantine;
import dev.tailrace.activities.postgres.RejectedRows;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.store.PageEffects;
import dev.tailrace.activities.store.PageEffects.ItemRows;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one page in one transaction (R2): rows where none is, the refused to quarantine, the lane's position. An item that
 * Postgres refuses is found and treated like one that the mapper refuses. For one thread.
 */
public final class PageWriter {
    private final LoadedTable table;
    private final Targets targets;
    private final Connection connection;
    private final Duration idle;
    private @Nullable Duration before;

    public PageWriter(LoadedTable table, Targets targets, Connection connection, Duration idle) {
        this.table = table;
        this.targets = targets;
        this.connection = connection;
        this.idle = idle;
    }

    /** Returns how many items went to quarantine. */
    public int write(Held lane, PageEffects page) throws SQLException, LaneLost {
        var good = new ArrayList<>(page.copied());
        var bad = new ArrayList<Quarantine.Entry>();
        page.refused().forEach(left -> bad.add(entry(left.item(), lane, page, left.why())));
        while (true) {
            try {
                commit(lane, page, good, bad);
                return bad.size();
            } catch (SQLException error) {
                Transaction.undo(connection);
                if (!RejectedRows.accuses(error)) {
                    throw error;
                }
                accuse(lane, page, good, bad, error);
            } catch (LaneLost | RuntimeException error) {
                Transaction.undo(connection);
                throw error;
            }
        }
    }

    private void accuse(
            Held lane, PageEffects page, List<ItemRows> good, List<Quarantine.Entry> bad, SQLException error)
            throws SQLException, LaneLost {
        var rejected = RejectedRows.find(connection, idle, good, (c, part) -> {
            var rows = rows(part);
            targets.stage(c, rows);
            Lanes.lock(c, lane);
            targets.insertStaged(c, rows);
        });
        if (rejected.isEmpty()) {
            throw error;
        }
        rejected.forEach((g, e) -> bad.add(entry(g.item(), lane, page, Quarantine.refusal(e))));
        good.removeIf(rejected::containsKey);
    }

    private void commit(Held lane, PageEffects page, List<ItemRows> good, List<Quarantine.Entry> bad)
            throws SQLException, LaneLost {
        var rows = rows(good);
        long inexact = inexact(good);
        long began = System.nanoTime();
        Transaction.begin(connection, idle);
        targets.stage(connection, rows);
        var counts = new Counts(
                page.read().items(),
                rows.size(),
                page.skipped(),
                inexact,
                bad.size(),
                0,
                0,
                0,
                page.read().units(),
                page.read().throttles());
        new LaneBatch(page.position(), page.position() == null, counts, 0, null, before).advance(connection, lane);
        Quarantine.addByCopy(connection, lane.passId(), bad);
        targets.insertStaged(connection, rows);
        // R6: the purge asks the source whose row it is, and reads the parts of collections, of which a page may have
        // some.
        var losers = targets.losers(connection, rows);
        Claims.add(connection, lane.passId(), losers);
        DirtyKeys.mark(
                connection,
                lane.passId(),
                Stream.concat(losers.stream().map(Claim::key).distinct(), page.collections().stream())
                        .toList());
        Commit.PAGE_COPIED.on(connection);
        before = Duration.ofNanos(System.nanoTime() - began);
    }

    /** How many items could not be restored from their rows as they were. */
    private long inexact(List<ItemRows> good) {
        return table.mapper() instanceof ReversibleMapper mapper
                ? good.stream()
                        .filter(i -> RoundTrip.check(mapper, i.item(), i.rows()) != null)
                        .count()
                : good.size();
    }

    private static List<Row> rows(List<ItemRows> items) {
        return items.stream().flatMap(i -> i.rows().stream()).toList();
    }

    private Quarantine.Entry entry(Item item, Held lane, PageEffects page, Mapped.Refused refused) {
        return Quarantine.Entry.of(table.keys(), item, lane.name(), page.from(), refused);
    }
}
