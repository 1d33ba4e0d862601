package dev.tailrace.activities.postgres;

import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Transaction;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds the items that make a batch fail (R7): the batch is bisected until each is alone. Writes nothing, but what it tries is locked
 * until it is undone: so it is tried as a batch is, with the lane locked and within the time that a frozen attempt may hold locks (R1).
 */
public final class RejectedRows {
    private static final Set<String> ACCUSING = Set.of("23502", "23514", "54000");

    private RejectedRows() {}

    /** Something that writes a part of a batch, behind the lane's lock ({@code Lanes.lock}). */
    public interface Write<T> {
        void write(Connection connection, List<T> part) throws SQLException, LaneLost;
    }

    /** Whether an error accuses an item; any other is the world's, and the whole batch is tried again. */
    public static boolean accuses(SQLException error) {
        var state = error.getSQLState();
        return state != null && (state.startsWith("22") || ACCUSING.contains(state));
    }

    /**
     * Tries parts of the batch in a transaction that is rolled back.
     *
     * @param connection auto-commit off, no transaction open; none is open afterwards
     * @param idle how long a frozen client may hold what it has locked
     * @return the items that fail on their own, each with its error; by identity
     * @throws SQLException an error that accuses no item
     */
    public static <T> Map<T, SQLException> find(Connection connection, Duration idle, List<T> items, Write<T> write)
            throws SQLException, LaneLost {
        var found = new IdentityHashMap<T, SQLException>();
        try {
            Transaction.begin(connection, idle);
            bisect(connection, items, write, found);
        } finally {
            Transaction.undo(connection);
        }
        return found;
    }

    private static <T> void bisect(Connection connection, List<T> items, Write<T> write, Map<T, SQLException> found)
            throws SQLException, LaneLost {
        if (items.isEmpty()) {
            return;
        }
        var before = connection.setSavepoint();
        try {
            write.write(connection, items);
            connection.rollback(before);
        } catch (SQLException error) {
            connection.rollback(before);
            if (!accuses(error)) {
                throw error;
            }
            if (items.size() == 1) {
                found.put(items.getFirst(), error);
                return;
            }
            bisect(connection, items.subList(0, items.size() / 2), write, found);
            bisect(connection, items.subList(items.size() / 2, items.size()), write, found);
        }
    }
}
