package dev.tailrace.activities.postgres;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Marks on what was written at the target while a verdict stands, so that looking at these keys alone renews it (R14). Marks are
 * the last that a transaction writes, sorted by (table, digest): another order would let two lanes wait for each other that claim
 * the same owned keys.
 */
public final class TouchedKeys {
    /** The table of an item's own key. */
    private static final String ITEM = "";

    private TouchedKeys() {}

    /** The key of an item as a mark. */
    public static RowKey ofItem(Item key) {
        return new RowKey(ITEM, List.of(DynamoJson.write(key)));
    }

    /** An item's row of an owned table as a mark: behind the key's cells stands the item's, as DynamoDB JSON. */
    public static RowKey ofOwned(RowKey key, String itemKey) {
        var cells = new ArrayList<>(key.cells());
        cells.add(itemKey);
        return new RowKey(key.table(), cells);
    }

    /** Whether a mark names an item, see {@link #item}, and not a row. */
    public static boolean isItem(RowKey mark) {
        return mark.table().equals(ITEM);
    }

    /** The key of the item that a mark names. */
    public static Item item(RowKey mark) {
        return DynamoJson.read(mark.cells().getFirst());
    }

    /**
     * Marks keys in a generation; a mark that is there stays.
     *
     * @param generation see {@link dev.tailrace.activities.lane.Marks}; 0: nothing is marked
     * @return how many marks are new
     */
    public static int mark(Connection connection, long passId, long generation, Collection<RowKey> keys)
            throws SQLException {
        if (keys.isEmpty() || generation == 0) {
            return 0;
        }
        try (var insert = connection.prepareStatement("""
                insert into tailrace.touched (pass_id, generation, target, key_digest, key)
                select ?, ?, u.target, u.digest, u.key::varchar[]
                  from unnest(?::varchar[], ?::varchar[], ?::varchar[]) as u(target, digest, key)
                 order by u.target, u.digest
                on conflict (pass_id, target, key_digest, generation) do nothing""")) {
            insert.setLong(1, passId);
            insert.setLong(2, generation);
            KeyArrays.bindWithKeys(insert, 3, keys);
            return insert.executeUpdate();
        }
    }

    /** A mark as it is read: what the next reading goes on behind. */
    public record Mark(String target, String digest, RowKey key) {
        /** Before the first. */
        public static final Mark FIRST = new Mark("", "", new RowKey("", List.of()));
    }

    /**
     * The marks behind one, in order. A key that is marked in several generations comes once.
     *
     * @param since the oldest generation
     * @param before the first that is too young
     */
    public static List<Mark> behind(Connection connection, long passId, long since, long before, Mark last, int most)
            throws SQLException {
        try (var query = connection.prepareStatement("""
                select distinct on (target, key_digest) target, key, key_digest from tailrace.touched
                 where pass_id = ? and (target, key_digest) > (?, ?) and generation >= ? and generation < ?
                 order by target, key_digest limit ?""")) {
            query.setLong(1, passId);
            query.setString(2, last.target());
            query.setString(3, last.digest());
            query.setLong(4, since);
            query.setLong(5, before);
            query.setInt(6, most);
            return KeyArrays.readMarks(query);
        }
    }

    /** Whether there are so many marks that count, or more. Counts no further. */
    public static boolean areAtLeast(Connection connection, long passId, long since, long many) throws SQLException {
        try (var query = connection.prepareStatement("""
                select count(*) >= ? from (select from tailrace.touched
                                            where pass_id = ? and generation >= ? limit ?) counted""")) {
            query.setLong(1, many);
            query.setLong(2, passId);
            query.setLong(3, since);
            query.setLong(4, many);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }

    /** Deletes some of the marks that count no more. Returns how many. */
    public static int deleteSome(Connection connection, long passId, long since, int most) throws SQLException {
        try (var delete = connection.prepareStatement("""
                delete from tailrace.touched where ctid = any (array(
                  select ctid from tailrace.touched where pass_id = ? and generation < ? limit ?))""")) {
            delete.setLong(1, passId);
            delete.setLong(2, since);
            delete.setInt(3, most);
            return delete.executeUpdate();
        }
    }
}
