package dev.tailrace.activities.postgres;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * Marks on what was written at the target while a verdict stands, so that looking at these keys alone renews it (R14). They are
 * the last that a transaction writes, in a row of its own, so they wait for no one and no one waits for them.
 */
public final class TouchedKeys {
    /** The table of an item's own key. */
    private static final String ITEM = "";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How many keys of one transaction's marks stand in a row of their own after {@link #compact}. */
    private static final int TOGETHER = 1_000;

    private TouchedKeys() {}

    /** The key of an item as a mark. */
    public static RowKey ofItem(Item key) {
        return new RowKey(ITEM, List.of(DynamoJson.write(key)));
    }

    /** A row's key as a mark. @param itemKey of the item that may have it, as DynamoDB JSON; empty where no item can */
    public static RowKey ofRow(RowTable table, RowKey key, String itemKey) {
        return table.isOwned() ? ofOwned(key, itemKey) : key;
    }

    /** The key of an owned table's row as a mark: behind its cells stands the item's key. @param itemKey see {@link #ofRow} */
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
     * Marks keys in a generation.
     *
     * @param generation see {@link dev.tailrace.activities.lane.Marks}; 0: nothing is marked
     */
    public static void mark(Connection connection, long passId, long generation, Collection<RowKey> keys)
            throws SQLException {
        if (keys.isEmpty() || generation == 0) {
            return;
        }
        try (var insert = connection.prepareStatement(
                "insert into tailrace.touched (pass_id, generation, marks, keys) values (?, ?, ?, ?)")) {
            insert.setLong(1, passId);
            insert.setLong(2, generation);
            insert.setInt(3, keys.size());
            insert.setString(4, write(keys));
            insert.executeUpdate();
        }
    }

    private static String write(Collection<RowKey> keys) {
        var all = JSON.createArrayNode();
        for (var key : keys) {
            var one = all.addArray().add(key.table());
            key.cells().forEach(one::add);
        }
        return all.toString();
    }

    private static List<RowKey> read(String keys) {
        try {
            return Arrays.stream(JSON.readValue(keys, String[][].class))
                    .map(key -> new RowKey(key[0], Arrays.asList(key).subList(1, key.length)))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read marks", e);
        }
    }

    /** The marks of a transaction, as they are read. @param number what the next reading goes on behind, with the generation */
    public record Marked(long generation, long number, List<RowKey> keys) {
        /** Before the first. */
        public static final Marked FIRST = new Marked(0, 0, List.of());
    }

    /**
     * The marks behind others, in order. A key may come more than once.
     *
     * @param since the oldest generation
     * @param before the first that is too young
     */
    public static List<Marked> behind(
            Connection connection, long passId, long since, long before, Marked last, int most) throws SQLException {
        try (var query = connection.prepareStatement("""
                select generation, number, keys from tailrace.touched
                 where pass_id = ? and (generation, number) > (?, ?) and generation >= ? and generation < ?
                 order by generation, number limit ?""")) {
            query.setLong(1, passId);
            query.setLong(2, last.generation());
            query.setLong(3, last.number());
            query.setLong(4, since);
            query.setLong(5, before);
            query.setInt(6, most);
            var marks = new ArrayList<Marked>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    marks.add(new Marked(rows.getLong(1), rows.getLong(2), read(rows.getString(3))));
                }
            }
            return marks;
        }
    }

    /** How many marks count; a key may be counted more than once. */
    public static long count(Connection connection, long passId, long since) throws SQLException {
        try (var query = connection.prepareStatement(
                "select coalesce(sum(marks), 0) from tailrace.touched where pass_id = ? and generation >= ?")) {
            query.setLong(1, passId);
            query.setLong(2, since);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    /**
     * Leaves each key once of the marks of a generation that are committed. Only of the one in which marks are made: a run that looks
     * at older ones does not miss any.
     */
    public static void compact(Connection connection, long passId, long generation) throws SQLException {
        try (var statement = connection.prepareStatement("""
                with old as (delete from tailrace.touched where pass_id = ? and generation = ? returning keys),
                     one as (select distinct e.key::text as key from old, json_array_elements(old.keys::json) as e(key)),
                     part as (select key, (row_number() over () - 1) / ? as number from one)
                insert into tailrace.touched (pass_id, generation, marks, keys)
                select ?, ?, count(*), '[' || string_agg(key, ',') || ']' from part group by number""")) {
            statement.setLong(1, passId);
            statement.setLong(2, generation);
            statement.setInt(3, TOGETHER);
            statement.setLong(4, passId);
            statement.setLong(5, generation);
            statement.executeUpdate();
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
