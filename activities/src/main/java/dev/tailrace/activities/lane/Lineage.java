package dev.tailrace.activities.lane;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The shard lanes of a pass by name, as one transaction sees them, and what is wrong with their parents (R3, R12). */
final class Lineage {
    /** How long a listed shard's parent, or a child of one that was read to its end, may take to be listed. */
    static final Duration LISTED_WITHIN = Duration.ofMinutes(5);

    /** Without lanes. */
    static final Lineage NONE = new Lineage();

    private final Map<String, Lane> lanes = new HashMap<>();

    /**
     * @param first listed when the pass was opened
     * @param begun something of it has been applied
     * @param old known for longer than {@link #LISTED_WITHIN}
     */
    private record Lane(@Nullable String parent, boolean first, boolean done, boolean begun, boolean old) {}

    private Lineage() {}

    static Lineage read(Connection connection, long passId) throws SQLException {
        var lineage = new Lineage();
        try (var query = connection.prepareStatement("""
                select name, parent, starting_sequence is null, done, position is not null,
                       created_at < clock_timestamp() - make_interval(secs => ?)
                  from tailrace.lane where pass_id = ? and kind = 'shard'""")) {
            query.setLong(1, LISTED_WITHIN.toSeconds());
            query.setLong(2, passId);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    lineage.lanes.put(
                            rows.getString(1),
                            new Lane(
                                    rows.getString(2),
                                    rows.getBoolean(3),
                                    rows.getBoolean(4),
                                    rows.getBoolean(5),
                                    rows.getBoolean(6)));
                }
            }
        }
        return lineage;
    }

    boolean isKnown(ListedShard shard) {
        return lanes.containsKey(shard.lane());
    }

    /** Whether the shard's lane is known by another parent than is listed now; a parent no longer listed is not another. */
    boolean hasAnotherParent(ListedShard shard) {
        var lane = lanes.get(shard.lane());
        var parent = shard.parentLane();
        return lane != null && parent != null && !parent.equals(lane.parent());
    }

    /**
     * Remembers the parent that is listed now.
     *
     * @throws Gap where the lane was read before: no one knows in what order
     */
    void reparent(Connection connection, long passId, String table, ListedShard shard) throws SQLException, Gap {
        var name = shard.lane();
        var parent = shard.parentLane();
        if (lanes.get(name) instanceof Lane lane && lane.begun()) {
            throw new Gap(Problem.of(
                    Code.C013,
                    "table %s, %s: its parent is %s".formatted(table, name, parent),
                    "The stream named it only after records had been applied."));
        }
        try (var update =
                connection.prepareStatement("update tailrace.lane set parent = ? where pass_id = ? and name = ?")) {
            update.setString(1, parent);
            update.setLong(2, passId);
            update.setString(3, name);
            update.executeUpdate();
        }
    }

    /**
     * The lanes of shards from before the pass: each is an ancestor of one that was listed when the pass was opened.
     *
     * @param listed all shards that are listed now
     */
    Set<String> beforeFirst(List<ListedShard> listed) {
        var parents = new HashMap<String, String>();
        for (var shard : listed) {
            var parent = shard.parentLane();
            if (parent != null) {
                parents.put(shard.lane(), parent);
            }
        }
        var before = new HashSet<String>();
        lanes.forEach((name, lane) -> {
            var parent = lane.first() ? lane.parent() : null;
            while (parent != null && before.add(parent)) {
                parent = parents.get(parent);
            }
        });
        return before;
    }

    /**
     * A first lane waits for its parent only if that is a lane, too.
     *
     * @throws Gap for a later lane whose parent has not been listed for long, and for one that was read before its parent
     */
    void check(String table) throws Gap {
        for (var entry : lanes.entrySet()) {
            var lane = entry.getValue();
            var parent = lane.parent() == null ? null : lanes.get(lane.parent());
            var what = "table %s, %s: its parent %s ".formatted(table, entry.getKey(), lane.parent());
            if (lane.parent() != null && parent == null && !lane.first() && !lane.done() && lane.old()) {
                throw new Gap(Problem.of(
                        Code.C013,
                        what + "has not been listed for %d minutes".formatted(LISTED_WITHIN.toMinutes()),
                        ""));
            }
            if (parent != null && !parent.done() && lane.begun()) {
                throw new Gap(Problem.of(Code.C013, what + "is not done", "It was listed later than its child."));
            }
        }
    }

    /**
     * How many lanes were read to their end of late and have no child yet. A stream that is on goes on in a child, which may
     * not be listed yet: until it is, no one knows what it holds.
     */
    static int childless(Connection connection, long passId) throws SQLException {
        try (var query = connection.prepareStatement("""
                select count(*) from tailrace.lane p
                 where p.pass_id = ? and p.kind = 'shard' and p.done
                   and coalesce(p.batch_at, p.created_at) > clock_timestamp() - make_interval(secs => ?)
                   and not exists (select 1 from tailrace.lane c where c.pass_id = p.pass_id and c.parent = p.name)""")) {
            query.setLong(1, passId);
            query.setLong(2, LISTED_WITHIN.toSeconds());
            try (var rows = query.executeQuery()) {
                rows.next();
                return rows.getInt(1);
            }
        }
    }
}
