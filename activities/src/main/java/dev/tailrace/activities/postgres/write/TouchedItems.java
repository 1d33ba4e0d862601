package dev.tailrace.activities.postgres.write;

import dev.tailrace.activities.lane.Marks;
import dev.tailrace.activities.postgres.TouchedKeys;
import dev.tailrace.activities.store.ItemEffects;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/**
 * Marks the items of a lane's batches (R14), and ends it where they become too many. Marks are counted now and then only: the lanes
 * that write at a time may exceed the most by so much each. For one thread.
 */
final class TouchedItems {
    /** About 100 MB. */
    static final long MOST = 2_000_000;

    private static final long BETWEEN_COUNTS = 10_000;

    private final long most;
    private final long between;
    private long uncounted;

    TouchedItems() {
        this(MOST, BETWEEN_COUNTS);
    }

    /** @param between how many new marks of this lane are not counted */
    TouchedItems(long most, long between) {
        this.most = most;
        this.between = between;
    }

    /** @param generation 0: nothing is marked */
    void mark(Connection connection, long passId, long generation, Collection<ItemEffects> items) throws SQLException {
        if (generation == 0) {
            return;
        }
        var keys = new HashSet<RowKey>();
        items.forEach(item -> add(item, keys));
        TouchedKeys.mark(connection, passId, generation, keys);
        uncounted += keys.size();
        if (uncounted >= between) {
            uncounted = 0;
            bound(connection, passId, generation);
        }
    }

    /** A key that changes all the time is marked all the time: it counts once. */
    private void bound(Connection connection, long passId, long generation) throws SQLException {
        long since = Marks.range(connection, passId, generation).since();
        if (TouchedKeys.count(connection, passId, since) < most || !Marks.tryCompacting(connection, passId)) {
            return;
        }
        TouchedKeys.compact(connection, passId, generation);
        // Else they would soon be so many again.
        if (TouchedKeys.count(connection, passId, since) >= most / 2) {
            Marks.full(connection, passId, generation);
        }
    }

    /**
     * The keys of all rows that the item had, which lead to the item and so to those that it should have. The item's own key is not enough:
     * if the item is deleted afterwards and its row is left, nothing would lead to the row.
     */
    private static void add(ItemEffects item, Set<RowKey> keys) {
        keys.addAll(item.seen());
        var itemKey = DynamoJson.write(item.key());
        item.owned().forEach(key -> keys.add(TouchedKeys.ofOwned(key, itemKey)));
        keys.addAll(item.collections());
        if (item.seen().isEmpty()
                && item.owned().isEmpty()
                && item.collections().isEmpty()) {
            keys.add(TouchedKeys.ofItem(item.key()));
        }
    }
}
