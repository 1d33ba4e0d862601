package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Lanes whose stream gave nothing of late: all of an attempt's in one statement, since a big table has thousands. */
public final class QuietLanes {
    private static final String MARK = """
            with mine as (
              select name from tailrace.lane
               where pass_id = ? and name = any(?) and term = ? and not done and not closed
               order by name for no key update)
            update tailrace.lane l set iterator = seen.iterator, read_at = clock_timestamp()
              from mine join unnest(?::varchar[], ?::varchar[]) as seen(name, iterator) using (name)
             where l.pass_id = ? and l.name = mine.name""";

    private QuietLanes() {}

    /** As {@link #mark(Connection, long, long, Map, Duration)}, over a connection of the pool. */
    public static void mark(
            DataSource target, long passId, long term, Map<String, @Nullable String> iterators, Duration idle)
            throws SQLException, LaneLost {
        try (var connection = target.getConnection()) {
            connection.setAutoCommit(false);
            mark(connection, passId, term, iterators, idle);
        }
    }

    /**
     * Marks the lanes as read just now, and remembers how far their iterators have come through empty pages, so that the next
     * attempt need not begin at the position again. Commits.
     *
     * @param connection auto-commit off, no transaction open; none is open afterwards
     * @param iterators by the lane's name; null where there is none
     * @throws LaneLost if the attempt does not hold all of them any more
     */
    public static void mark(
            Connection connection, long passId, long term, Map<String, @Nullable String> iterators, Duration idle)
            throws SQLException, LaneLost {
        var names = iterators.keySet().toArray(String[]::new);
        try (var update = connection.prepareStatement(MARK)) {
            Transaction.begin(connection, idle);
            update.setLong(1, passId);
            update.setArray(2, connection.createArrayOf("varchar", names));
            update.setLong(3, term);
            update.setArray(4, connection.createArrayOf("varchar", names));
            update.setArray(
                    5, connection.createArrayOf("varchar", iterators.values().toArray()));
            update.setLong(6, passId);
            if (update.executeUpdate() < names.length) {
                throw new LaneLost(names.length + " quiet lanes");
            }
            Commit.LANES_MARKED.on(connection);
        } finally {
            Transaction.undo(connection);
        }
    }
}
