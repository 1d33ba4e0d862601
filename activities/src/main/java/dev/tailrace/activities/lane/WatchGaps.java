package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Records of the stream that are lost to watch mode (R9). It applies nothing, so they stop nothing: that there was a gap is written down in
 * the transaction that goes on behind it, and the verification after a rollback has to be a full one. Stateless; thread-safe.
 */
public final class WatchGaps {
    /** What a shard has left is read from its oldest record on. */
    private static final String GO_ON = """
            update tailrace.lane
               set position = null, iterator = null, starting_sequence = null, done = ?, batch_at = clock_timestamp()
             where pass_id = ? and name = ? and term = ? and not done and not closed""";

    /** Lanes that wait for a parent that is not listed any more. */
    private static final String ORPHANS = """
            with orphan as (
              select name from tailrace.lane l
               where pass_id = ? and kind = 'shard' and not done and starting_sequence is not null
                 and created_at < clock_timestamp() - make_interval(secs => ?)
                 and not exists (select from tailrace.lane p where p.pass_id = l.pass_id and p.name = l.parent)
               order by name for no key update)
            update tailrace.lane l set parent = null from orphan where l.pass_id = ? and l.name = orphan.name""";

    private static final String ANOTHER_STREAM =
            "update tailrace.pass set stream_arn = ? where id = ? and stream_arn = ? and closed_at is null";

    /** The shards of the stream before. */
    private static final String END = """
            with old as (select name from tailrace.lane where pass_id = ? and kind = 'shard' and not done
                          order by name for no key update)
            update tailrace.lane l set done = true, iterator = null, batch_at = clock_timestamp()
              from old where l.pass_id = ? and l.name = old.name""";

    private WatchGaps() {}

    /**
     * Goes on behind a gap of a lane.
     *
     * @return the lane as it is held then; empty where its shard has nothing left, so it is done
     * @throws LaneLost if the attempt does not hold the lane any more; nothing is written
     */
    public static Optional<Held> passOver(DataSource control, TableRef table, Held lane, Gap gap)
            throws SQLException, LaneLost {
        return Transaction.run(control, Commit.WATCH_GAP_PASSED, connection -> {
            try (var update = connection.prepareStatement(GO_ON)) {
                update.setBoolean(1, gap.nothingLeft());
                update.setLong(2, lane.passId());
                update.setString(3, lane.name());
                update.setLong(4, lane.term());
                if (update.executeUpdate() == 0) {
                    throw new LaneLost(lane.name());
                }
            }
            note(connection, table, lane.passId(), lane.name(), gap.problem());
            return gap.nothingLeft()
                    ? Optional.empty()
                    : Optional.of(new Held(lane.passId(), lane.name(), lane.term(), null, null, null));
        });
    }

    /**
     * Goes on behind a gap that listing the shards met: lanes wait no longer for parents that are not listed, and where the table has another
     * stream, that one is read from its oldest record on.
     *
     * @param stream that the table has now; null: none that is on
     */
    public static void passOver(DataSource control, TableRef table, Pass pass, @Nullable String stream, Problem gap)
            throws SQLException {
        Transaction.run(control, Commit.WATCH_GAP_PASSED, connection -> {
            if (stream != null && !stream.equals(pass.streamArn())) {
                follow(connection, pass, stream);
            }
            try (var update = connection.prepareStatement(ORPHANS)) {
                update.setLong(1, pass.id());
                update.setLong(2, Lineage.LISTED_WITHIN.toSeconds());
                update.setLong(3, pass.id());
                update.executeUpdate();
            }
            note(connection, table, pass.id(), stream == null ? "none" : stream, gap);
            return gap;
        });
    }

    /** The pass before the lanes, as whoever closes it locks them. Attempts that hold lanes lose them, and read the pass anew. */
    private static void follow(Connection connection, Pass pass, String stream) throws SQLException {
        try (var update = connection.prepareStatement(ANOTHER_STREAM);
                var end = connection.prepareStatement(END)) {
            update.setString(1, stream);
            update.setLong(2, pass.id());
            update.setString(3, pass.streamArn());
            if (update.executeUpdate() == 1) {
                end.setLong(1, pass.id());
                end.setLong(2, pass.id());
                end.executeUpdate();
            }
        }
    }

    /** The trail comes after lanes. */
    private static void note(Connection connection, TableRef table, long passId, String where, Problem gap)
            throws SQLException {
        Audit.append(
                connection,
                NewEvent.of(table, EventType.GAP, once(passId) + gap.code() + "/" + where)
                        .ending(gap.code())
                        .with("what", gap.what())
                        .with("why", gap.why()));
    }

    private static String once(long passId) {
        return "watch-gap/" + passId + "/";
    }

    /** Whether there was a gap, so that the verification after a rollback has to be a full one. */
    public static boolean wereMet(Connection connection, TableRef table, long passId) throws SQLException {
        try (var query = connection.prepareStatement(
                "select exists (select from tailrace.audit where migration = ? and starts_with(once, ?))")) {
            query.setString(1, table.migration());
            query.setString(2, once(passId));
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getBoolean(1);
            }
        }
    }
}
