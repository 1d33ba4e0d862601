package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.ReverseMarks.Mark;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.ReverseQuarantine;
import dev.tailrace.activities.postgres.SourceKeyRows;
import dev.tailrace.activities.postgres.SourceKeyRows.Claimants;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.problem.Code;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Asks of marked keys, first the target, then the source, and decides what is to be written (R10, R14). The marks' numbers were read before.
 * For one thread.
 */
final class Questions {
    /** Rows of collections that are asked for at once: each may be 16 MiB, and so may its parts. */
    private static final int COLLECTIONS = 4;

    private final LoadedTable table;
    private final ReversibleMapper mapper;
    private final SourceKeyRows claiming;
    private final Backoff backoff;
    private final ItemsThere there;
    private final Decider decider;
    private final long passId;

    Questions(LoadedTable table, WayBackStores stores, Backoff backoff, long passId) {
        this.table = table;
        mapper = stores.mapper();
        claiming = stores.rows();
        this.backoff = backoff;
        this.passId = passId;
        there = new ItemsThere(table);
        decider = new Decider(mapper, table.keys());
    }

    /** Units of read capacity that were spent since this was asked last. */
    double spent() {
        return there.spent();
    }

    /** Some of the marks, at least one, unless all of them wait. */
    Round ask(List<Mark> marks) throws SQLException {
        var round = new Round();
        var items = new LinkedHashMap<Item, Mark>();
        var rows = new LinkedHashMap<Item, Mark>();
        for (var mark : marks) {
            take(mark, round, items, rows);
        }
        var all = new HashMap<>(items);
        all.putAll(rows);
        if (!all.isEmpty()) {
            // R10: all rows of all tables that claim a key, in one snapshot.
            var found = Transaction.snapshot(table.target(), c -> claiming.read(c, all.keySet()));
            all.forEach((key, mark) -> {
                var unknown = claimants(found, key).unknown();
                if (unknown != null) {
                    round.aside(mark, Code.M026.id(), unknown);
                    items.remove(key);
                    rows.remove(key);
                }
            });
            decideItems(items, found, round);
            decideRows(rows, found, round);
        }
        return round;
    }

    private void take(Mark mark, Round round, Map<Item, Mark> items, Map<Item, Mark> rows) {
        var key = key(mark);
        if (key == null) {
            round.aside(mark, Code.R002.id(), "No item of the source table can have this key.");
            return;
        }
        var partition = partition(key);
        if (backoff.waits(partition)) {
            backoff.leaveOut(mark, partition);
            return;
        }
        var row = row(key);
        if (row == null) {
            items.put(key, mark);
            return;
        }
        // One lane owns a row: that of its first part.
        var first = mapper.itemKey(row);
        if (!first.equals(key)) {
            round.instead(mark, DynamoJson.write(first));
        } else if (rows.size() < COLLECTIONS) {
            rows.put(key, mark);
        }
    }

    private @Nullable Item key(Mark mark) {
        try {
            return table.keys().read(mark.sourceKey());
        } catch (IllegalArgumentException another) {
            return null;
        }
    }

    Value partition(Item key) {
        return Objects.requireNonNull(key.get(table.keys().partition().name()), "a key");
    }

    /** The row that an item is a part of; null where it is none. */
    private @Nullable RowKey row(Item key) {
        return mapper.collects() && mapper.map(key) instanceof Mapped.Part part ? part.key() : null;
    }

    private void decideItems(Map<Item, Mark> marks, Map<Item, Claimants> found, Round round) {
        if (marks.isEmpty()) {
            return;
        }
        var present = there.read(marks.keySet());
        marks.forEach((key, mark) -> {
            var rows = claimants(found, key).rows();
            if (present.unanswered().contains(key)) {
                backoff.busy(partition(key));
                backoff.leaveOut(mark, partition(key));
            } else if (present.impossible().contains(key) && !rows.isEmpty()) {
                round.aside(mark, Code.R002.id(), "The source cannot hold an item of this key.");
            } else {
                keep(round, mark, key, decider.item(key, rows, present.items().get(key)));
            }
        });
    }

    private void decideRows(Map<Item, Mark> marks, Map<Item, Claimants> found, Round round) throws SQLException {
        if (marks.isEmpty()) {
            return;
        }
        var codes =
                Transaction.read(table.target(), c -> ReverseQuarantine.codes(c, passId, List.copyOf(marks.values())));
        for (var asked : marks.entrySet()) {
            var key = asked.getKey();
            var row = Objects.requireNonNull(row(key), "a part");
            boolean begun = Code.R003.id().equals(codes.get(asked.getValue().digest()));
            var parts = there.parts(key, mapper.partsBegin(row.table()));
            keep(
                    round,
                    asked.getValue(),
                    key,
                    decider.parts(key, row, claimants(found, key).rows(), parts, begun));
        }
    }

    private static Claimants claimants(Map<Item, Claimants> found, Item key) {
        return Objects.requireNonNull(found.get(key), "an answer for each key");
    }

    private static void keep(Round round, Mark mark, Item key, Decision decision) {
        switch (decision) {
            case Decision.Nothing nothing -> round.good(mark);
            case Decision.Writes writes -> round.writes.add(new KeyWrites(mark, key, writes.writes()));
            case Decision.Aside aside -> round.aside(mark, aside.code(), aside.reason());
        }
    }
}
