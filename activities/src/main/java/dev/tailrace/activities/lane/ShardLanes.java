package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.Passes.Pass;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The shards of a stream as lanes of a pass (R0, R3). Stateless; thread-safe. */
public final class ShardLanes {
    private ShardLanes() {}

    /**
     * R0: the shards listed before the first page is read. They start at TRIM_HORIZON. With strongly consistent pages, what a
     * closed shard held is in every page, so it is done; otherwise it is read as well.
     */
    public static void recordFirst(Connection connection, long passId, List<ListedShard> shards, boolean consistent)
            throws SQLException {
        for (var shard : shards) {
            insert(connection, passId, shard, null, consistent && shard.closed());
        }
    }

    private static void insert(
            Connection connection, long passId, ListedShard shard, @Nullable String startingSequence, boolean done)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into tailrace.lane (pass_id, name, kind, parent, starting_sequence, done) values (?, ?, ?, ?, ?, ?)
                on conflict (pass_id, name) do nothing""")) {
            insert.setLong(1, passId);
            insert.setString(2, shard.lane());
            insert.setString(3, LaneKind.SHARD.persisted());
            insert.setString(4, shard.parentLane());
            insert.setString(5, startingSequence);
            insert.setBoolean(6, done);
            insert.executeUpdate();
        }
    }

    /**
     * Makes lanes of those found later, each from its own first record on, so that a trimmed beginning is an error and never a silent
     * jump. Does nothing where the pass is closed.
     *
     * @param table its name, for messages
     * @throws Gap if a lane's parent is neither done nor listed
     */
    public static void record(DataSource target, String table, Pass pass, List<ListedShard> shards)
            throws SQLException, Gap {
        var lineage = Transaction.run(target, Commit.SHARDS_RECORDED, connection -> {
            if (!Passes.lockOpen(DSL.using(connection, SQLDialect.POSTGRES), pass.id())) {
                return Lineage.NONE;
            }
            record(connection, table, pass, shards);
            return Lineage.read(connection, pass.id());
        });
        lineage.check(table);
    }

    private static void record(Connection connection, String table, Pass pass, List<ListedShard> shards)
            throws SQLException, Gap {
        var known = Lineage.read(connection, pass.id());
        var before = known.beforeFirst(shards);
        // In the order of the lanes' names, in which others lock several, too.
        for (var shard :
                shards.stream().sorted(Comparator.comparing(ListedShard::id)).toList()) {
            if (!known.isKnown(shard)) {
                boolean done = pass.consistent() && before.contains(shard.lane());
                insert(connection, pass.id(), shard, shard.firstSequence(), done);
            } else if (known.hasAnotherParent(shard)) {
                known.reparent(connection, pass.id(), table, shard);
            }
        }
    }

    /**
     * Which lanes can be read, and those taken.
     *
     * @param ready not done, and their parents are; an R0 lane's parent counts only if it is a lane
     * @param takings of those that were to be taken
     */
    public record Looked(Set<String> ready, Collection<Taking> takings) {}

    /**
     * Looks which lanes can be read (R3: a shard after its parents), and takes those that are not held yet.
     *
     * @param mine whether a lane is the attempt's to read
     * @param held what it holds: none can be taken twice
     */
    public static Looked takeReady(DataSource target, long passId, long term, Predicate<String> mine, Set<String> held)
            throws SQLException {
        try (var connection = target.getConnection()) {
            connection.setAutoCommit(false);
            var ready = ready(connection, passId);
            ready.removeIf(mine.negate());
            var others = new HashSet<>(ready);
            others.removeAll(held);
            var takings = Lanes.takeAll(connection, target, passId, others, term);
            return new Looked(ready, takings.values());
        }
    }

    private static Set<String> ready(Connection connection, long passId) throws SQLException {
        var found = new HashSet<String>();
        try (var query = connection.prepareStatement("""
                select l.name from tailrace.lane l
                  left join tailrace.lane p on p.pass_id = l.pass_id and p.name = l.parent
                 where l.pass_id = ? and l.kind = 'shard' and not l.done
                   and (l.parent is null or p.done or (p.name is null and l.starting_sequence is null))""")) {
            Transaction.begin(connection);
            query.setLong(1, passId);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        }
        Transaction.undo(connection);
        return found;
    }

    /** How many lanes were read to their end of late and have no child yet. */
    public static int childless(DataSource target, long passId) throws SQLException {
        return Transaction.read(target, c -> Lineage.childless(c, passId));
    }

    /** How many open lanes have not applied a token (R13). */
    public static int withoutToken(DataSource target, long passId, long number) throws SQLException {
        return Transaction.read(
                target,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetchSingle("""
                        select count(*)::int from tailrace.lane
                         where pass_id = ? and kind = 'shard' and not done and token < ?""", passId, number)
                        .get(0, Integer.class));
    }
}
