package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** The audit trail. An event stands once, whatever was retried (I10). */
public final class Audit {
    private Audit() {}

    /**
     * Locks a migration's trail until the transaction ends. It comes before the rows of source tables in every transaction that
     * has both; passes and lanes come before it.
     */
    public static void lock(Connection connection, String migration) throws SQLException {
        try (var lock = connection.prepareStatement("select 1 from tailrace.migration where name = ? for update")) {
            lock.setString(1, migration);
            lock.executeQuery().close();
        }
    }

    /** Who gave a verb to a table last; {@code operator} where that is not written down (yet), as of a verb that names no one. */
    public static String lastToSay(Connection connection, String migration, String table, String verb)
            throws SQLException {
        try (var query = connection.prepareStatement("""
                select actor from tailrace.audit
                 where migration = ? and table_name = ? and type = 'Verb' and payload ->> 'verb' = ?
                 order by seq desc limit 1""")) {
            query.setString(1, migration);
            query.setString(2, table);
            query.setString(3, verb);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getString(1) : "operator";
            }
        }
    }

    /**
     * Appends an event in the caller's transaction.
     *
     * @param once what makes the event unique within the migration
     * @param payload JSON without item data or secrets
     * @return false where the event stands already
     */
    public static boolean append(
            Connection connection,
            String migration,
            String once,
            String actor,
            String type,
            @Nullable String table,
            String payload)
            throws SQLException {
        lock(connection, migration);
        try (var insert = connection.prepareStatement("""
                        insert into tailrace.audit (migration, seq, at, actor, type, table_name, once, payload)
                        select ?, coalesce(max(seq), 0) + 1, clock_timestamp(), ?, ?, ?, ?, ?::jsonb
                          from tailrace.audit where migration = ?
                        on conflict (migration, once) do nothing""")) {
            insert.setString(1, migration);
            insert.setString(2, actor);
            insert.setString(3, type);
            insert.setString(4, table);
            insert.setString(5, once);
            insert.setString(6, payload);
            insert.setString(7, migration);
            return insert.executeUpdate() == 1;
        }
    }
}
