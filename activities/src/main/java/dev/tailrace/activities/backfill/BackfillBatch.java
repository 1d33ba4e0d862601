package dev.tailrace.activities.backfill;

import dev.tailrace.activities.backfill.ScanReader.Page;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneBatch;
import dev.tailrace.activities.lane.LaneBatch.Counts;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Claim;
import dev.tailrace.activities.postgres.Claims;
import dev.tailrace.activities.postgres.DirtyKeys;
import dev.tailrace.activities.postgres.Quarantine;
import dev.tailrace.activities.postgres.RejectedRows;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Writes one page in one transaction (R2): rows where none is, the refused to quarantine, the lane's position. An item that
 * Postgres refuses is found and treated like one that the mapper refuses. For one thread.
 */
final class BackfillBatch {
    private final LoadedTable table;
    private final Targets targets;
    private final Connection connection;
    private final Duration idle;
    private @Nullable Duration before;

    BackfillBatch(LoadedTable table, Targets targets, Connection connection, Duration idle) {
        this.table = table;
        this.targets = targets;
        this.connection = connection;
        this.idle = idle;
    }

    private record ItemRows(Item item, List<Row> rows) {}

    /** Returns how many items went to quarantine. */
    int write(Page page) throws SQLException, LaneLost {
        var good = new ArrayList<ItemRows>();
        var bad = new ArrayList<Quarantine.Entry>();
        var collections = new HashSet<RowKey>();
        var skipped = new ArrayList<Long>();
        for (var item : page.items()) {
            switch (table.mapper().map(item)) {
                case Mapped.Rows mapped -> good.add(new ItemRows(item, mapped.rows()));
                case Mapped.Part part -> collections.add(part.key());
                case Mapped.Skipped left -> count(skipped, left.rule());
                case Mapped.Refused refused -> bad.add(entry(item, page, refused));
            }
        }
        while (true) {
            try {
                commit(page, good, collections, bad, skipped);
                return bad.size();
            } catch (SQLException error) {
                Transaction.undo(connection);
                if (!RejectedRows.accuses(error)) {
                    throw error;
                }
                accuse(good, bad, page, error);
            } catch (LaneLost | RuntimeException error) {
                Transaction.undo(connection);
                throw error;
            }
        }
    }

    private static void count(List<Long> skipped, int rule) {
        while (skipped.size() <= rule) {
            skipped.add(0L);
        }
        skipped.set(rule, skipped.get(rule) + 1);
    }

    private void accuse(List<ItemRows> good, List<Quarantine.Entry> bad, Page page, SQLException error)
            throws SQLException, LaneLost {
        var culprits = RejectedRows.find(connection, idle, good, (c, part) -> {
            var rows = rows(part);
            targets.stage(c, rows);
            Lanes.lock(c, page.lane());
            targets.insertStaged(c, rows);
        });
        if (culprits.isEmpty()) {
            throw error;
        }
        culprits.forEach((g, e) -> bad.add(entry(g.item(), page, Quarantine.refusal(e))));
        good.removeIf(culprits::containsKey);
    }

    private void commit(
            Page page, List<ItemRows> good, Set<RowKey> collections, List<Quarantine.Entry> bad, List<Long> skipped)
            throws SQLException, LaneLost {
        var rows = rows(good);
        long inexact = inexact(good);
        long began = System.nanoTime();
        Transaction.begin(connection, idle);
        targets.stage(connection, rows);
        var counts = new Counts(
                page.items().size(),
                rows.size(),
                skipped,
                inexact,
                bad.size(),
                0,
                0,
                0,
                page.units(),
                page.throttles());
        new LaneBatch(page.position(), page.position() == null, counts, 0, null, before)
                .advance(connection, page.lane());
        Quarantine.addByCopy(connection, page.lane().passId(), bad);
        targets.insertStaged(connection, rows);
        // R6: the purge asks the source whose row it is, and reads the parts of collections, of which a page may have
        // some.
        var losers = targets.losers(connection, rows);
        Claims.add(connection, page.lane().passId(), losers);
        DirtyKeys.mark(
                connection,
                page.lane().passId(),
                Stream.concat(losers.stream().map(Claim::key).distinct(), collections.stream())
                        .toList());
        Commit.PAGE_COPIED.on(connection);
        before = Duration.ofNanos(System.nanoTime() - began);
    }

    /** How many items their rows do not give back as they were. */
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

    private Quarantine.Entry entry(Item item, Page page, Mapped.Refused refused) {
        return Quarantine.Entry.of(table.keys(), item, page.lane().name(), page.from(), refused);
    }
}
