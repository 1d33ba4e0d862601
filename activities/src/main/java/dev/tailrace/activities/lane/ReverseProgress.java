package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Lanes.Held;
import java.sql.Connection;
import java.sql.SQLException;

/** How far a lane of a reverse pass is: the router and those that write the source. Stateless; thread-safe. */
public final class ReverseProgress {
    private ReverseProgress() {}

    /**
     * What an attempt did since it last said so. Counters are added to what is there.
     *
     * @param sent the number of the lane's item (R15), 0 of the router; never lowered
     * @param read rows of the outbox, or source keys that were asked for
     * @param written items
     * @param deleted items
     * @param aside keys that went to the reverse quarantine
     * @param units of read capacity
     * @param throttles of the source's writes
     */
    public record Step(long sent, long read, long written, long deleted, long aside, double units, long throttles) {
        /** What the router did. */
        public static Step routed(long read) {
            return new Step(0, read, 0, 0, 0, 0, 0);
        }
    }

    private static final String UPDATE = """
            update tailrace.lane
               set sent = greatest(sent, ?), scanned = scanned + ?, applied = applied + ?,
                   removed = removed + ?, quarantined = quarantined + ?, consumed_units = consumed_units + ?,
                   throttles = throttles + ?, batch_at = clock_timestamp()
             where pass_id = ? and name = ? and term = ? and not done and not closed""";

    /**
     * Moves the lane, before anything else in the transaction (lock order).
     *
     * @throws LaneLost if the attempt does not hold the lane any more (R1); the caller rolls back
     */
    public static void advance(Connection connection, Held lane, Step step) throws SQLException, LaneLost {
        try (var update = connection.prepareStatement(UPDATE)) {
            int i = 0;
            update.setLong(++i, step.sent());
            update.setLong(++i, step.read());
            update.setLong(++i, step.written());
            update.setLong(++i, step.deleted());
            update.setLong(++i, step.aside());
            update.setDouble(++i, step.units());
            update.setLong(++i, step.throttles());
            update.setLong(++i, lane.passId());
            update.setString(++i, lane.name());
            update.setLong(++i, lane.term());
            if (update.executeUpdate() == 0) {
                throw new LaneLost(lane.name());
            }
        }
    }

    /**
     * What the control schema knows of a lane.
     *
     * @param term of the attempt that has it
     * @param sent the number of its item; 0: nothing was sent that it knows of
     */
    public record Known(long term, long sent) {}

    /** What the control schema knows of a lane now. */
    public static Known known(Connection connection, Held lane) throws SQLException {
        try (var query =
                connection.prepareStatement("select term, sent from tailrace.lane where pass_id = ? and name = ?")) {
            query.setLong(1, lane.passId());
            query.setString(2, lane.name());
            try (var rows = query.executeQuery()) {
                rows.next();
                return new Known(rows.getLong(1), rows.getLong(2));
            }
        }
    }
}
