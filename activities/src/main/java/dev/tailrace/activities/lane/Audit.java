package dev.tailrace.activities.lane;

import dev.tailrace.activities.trail.TrailDigest;
import dev.tailrace.activities.trail.TrailEvent;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail. An event stands once, whatever was retried (I10), as one line that the next event's line binds by its digest. Nothing
 * changes or removes it: the database refuses that.
 */
public final class Audit {
    private static final String NUMBERED = "seq, encode(sha256(convert_to(line, 'UTF8')), 'hex') as head";

    private Audit() {}

    /** An event that stands. @param first false where it stood already */
    public record Appended(TrailHead trail, boolean first) {}

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

    /** An event that stands; null where none does under that {@code once}. */
    public static @Nullable TrailHead find(Connection connection, String migration, String once) throws SQLException {
        try (var query = connection.prepareStatement(
                "select " + NUMBERED + " from tailrace.audit where migration = ? and once = ?")) {
            query.setString(1, migration);
            query.setString(2, once);
            try (var rows = query.executeQuery()) {
                return rows.next() ? head(rows, 1) : null;
            }
        }
    }

    /** The newest event; null before the first. */
    public static @Nullable TrailHead newest(Connection connection, String migration) throws SQLException {
        try (var query = connection.prepareStatement(
                "select " + NUMBERED + " from tailrace.audit where migration = ? order by seq desc limit 1")) {
            query.setString(1, migration);
            try (var rows = query.executeQuery()) {
                return rows.next() ? head(rows, 1) : null;
            }
        }
    }

    private static @Nullable TrailHead head(ResultSet row, int column) throws SQLException {
        var head = row.getString(column + 1);
        return head == null ? null : new TrailHead(row.getLong(column), head);
    }

    /**
     * Appends an event in the caller's transaction, unless it stands already. The lock comes first, and the newest event is read in a
     * statement after it: so each event continues the one before, whoever else appends.
     */
    public static Appended append(Connection connection, NewEvent event) throws SQLException {
        lock(connection, event.migration());
        try (var query = connection.prepareStatement("""
                select now.at, newest.seq, newest.head, same.seq, same.head
                  from (select clock_timestamp() as at) now
                  left join lateral (select %1$s from tailrace.audit
                                      where migration = ? order by seq desc limit 1) newest on true
                  left join lateral (select %1$s from tailrace.audit
                                      where migration = ? and once = ?) same on true""".formatted(NUMBERED))) {
            query.setString(1, event.migration());
            query.setString(2, event.migration());
            query.setString(3, event.once());
            try (var row = query.executeQuery()) {
                row.next();
                var standing = head(row, 4);
                return standing != null
                        ? new Appended(standing, false)
                        : new Appended(
                                insert(connection, event, head(row, 2), row.getObject(1, OffsetDateTime.class)), true);
            }
        }
    }

    private static TrailHead insert(
            Connection connection, NewEvent event, @Nullable TrailHead newest, OffsetDateTime at) throws SQLException {
        var line = new TrailEvent(
                newest == null ? 1 : newest.seq() + 1,
                newest == null ? TrailDigest.NONE : newest.head(),
                at.toInstant(),
                event.actor(),
                Origin.here().text(),
                event.type().persisted(),
                event.table(),
                event.outcome(),
                event.once(),
                event.payload());
        try (var insert = connection.prepareStatement("""
                insert into tailrace.audit (migration, seq, at, actor, type, table_name, once, payload, line)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?)""")) {
            insert.setString(1, event.migration());
            insert.setLong(2, line.seq());
            insert.setObject(3, at);
            insert.setString(4, line.actor());
            insert.setString(5, line.type());
            insert.setString(6, line.table());
            insert.setString(7, line.once());
            insert.setString(8, line.payload().toString());
            insert.setString(9, line.line());
            insert.executeUpdate();
        }
        return new TrailHead(line.seq(), line.digest());
    }
}
