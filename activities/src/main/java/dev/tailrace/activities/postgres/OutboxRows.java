package dev.tailrace.activities.postgres;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What was written at the target while it owns the data (R10). Stateless; thread-safe. */
public final class OutboxRows {
    private OutboxRows() {}

    /**
     * A write of one row of the target, as its transaction left it.
     *
     * @param target the target table, without its schema
     * @param oldKey a JSON object of the key columns; null: the row is new
     * @param newKey likewise; null: the row is gone
     * @param oldSourceKey of owned tables; null elsewhere, and where the row was born there
     * @param newSourceKey likewise
     */
    public record OutboxRow(
            long id,
            String target,
            @Nullable String oldKey,
            @Nullable String newKey,
            @Nullable String oldSourceKey,
            @Nullable String newSourceKey) {}

    /** Rows behind an id, in order. Ids are no order of commits: a row of a lower one may come later. */
    public static List<OutboxRow> behind(Connection connection, long table, long after, int most) throws SQLException {
        try (var query = connection.prepareStatement("""
                select id, target, old_key::text, new_key::text, old_source_key, new_source_key
                  from tailrace.outbox where table_id = ? and id > ? order by id limit ?""")) {
            query.setLong(1, table);
            query.setLong(2, after);
            query.setInt(3, most);
            var found = new ArrayList<OutboxRow>();
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(new OutboxRow(
                            rows.getLong(1),
                            rows.getString(2),
                            rows.getString(3),
                            rows.getString(4),
                            rows.getString(5),
                            rows.getString(6)));
                }
            }
            return found;
        }
    }

    /** R10: consumed by deletion, and only those that were seen. Never up to an id: below it another transaction may yet commit. */
    public static void delete(Connection connection, Collection<OutboxRow> seen) throws SQLException {
        try (var delete = connection.prepareStatement("delete from tailrace.outbox where id = any (?)")) {
            delete.setArray(
                    1,
                    connection.createArrayOf(
                            "int8", seen.stream().map(OutboxRow::id).toArray()));
            delete.executeUpdate();
        }
    }

    /** Whether nothing of a table waits in it, of what is committed. */
    public static boolean isEmpty(Connection connection, long table) throws SQLException {
        try (var query =
                connection.prepareStatement("select not exists (select from tailrace.outbox where table_id = ?)")) {
            query.setLong(1, table);
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}
