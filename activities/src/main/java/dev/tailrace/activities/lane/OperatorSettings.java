package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What the operator wants of a table's running activities, read again once they are not fresh any more. One per table and process, shared
 * by its activities. Thread-safe.
 */
public final class OperatorSettings {
    private final DataSource control;
    private final long table;
    private final Duration fresh;
    /** Not a monitor: on Java 21 a virtual thread that waits for the database in one would keep its carrier. */
    private final Lock lock = new ReentrantLock();

    private @Nullable Current current;
    private long readAt;

    /** @param fresh how long an answer holds */
    public OperatorSettings(DataSource control, long table, Duration fresh) {
        this.control = control;
        this.table = table;
        this.fresh = fresh;
    }

    /**
     * The settings in force.
     *
     * @param openPass the open pass's id, or 0 for none
     * @param unitsPerSecond of the copy over all workers, null for no limit
     * @param copying segment lanes with a batch within the last half minute, over all workers
     */
    public record Current(
            boolean backfillPaused,
            boolean capturePaused,
            long openPass,
            @Nullable Double unitsPerSecond,
            int copying) {}

    public Current get() throws SQLException {
        lock.lock();
        try {
            long now = System.nanoTime();
            if (current == null || now - readAt > fresh.toNanos()) {
                current = read();
                readAt = now;
            }
            return current;
        } finally {
            lock.unlock();
        }
    }

    /** Whether the copy is paused at this very moment: asked before each batch, so that none follows a pause. */
    public static boolean backfillPaused(Connection connection, long table) throws SQLException {
        try (var query = connection.prepareStatement("select copy_paused from tailrace.source_table where id = ?")) {
            Transaction.begin(connection);
            query.setLong(1, table);
            try (var rows = query.executeQuery()) {
                boolean paused = rows.next() && rows.getBoolean(1);
                return paused;
            }
        } finally {
            Transaction.undo(connection);
        }
    }

    private Current read() throws SQLException {
        return Transaction.read(control, this::read);
    }

    private Current read(Connection connection) throws SQLException {
        try (var query = connection.prepareStatement("""
                    select t.copy_paused, t.capture_paused, coalesce(p.id, 0), t.units_per_second,
                           (select count(*) from tailrace.lane l
                             where l.pass_id = p.id and l.kind = 'segment' and not l.done
                               and l.batch_at > clock_timestamp() - interval '30 seconds')
                      from tailrace.source_table t
                      left join tailrace.pass p on p.table_id = t.id and p.closed_at is null
                     where t.id = ?\
                    """)) {
            query.setQueryTimeout((int) TimeUnit.SECONDS.toSeconds(5));
            query.setLong(1, table);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("Cannot steer table " + table + ": the control schema lacks it.");
                }
                return new Current(
                        rows.getBoolean(1),
                        rows.getBoolean(2),
                        rows.getLong(3),
                        rows.getObject(4, Double.class),
                        rows.getInt(5));
            }
        }
    }
}
