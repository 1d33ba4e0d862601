package dev.tailrace.activities.capture;

import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;

/** Which lanes of a group can be read, as of the last look (R3: a shard after its parents), and the taking of them. For one thread. */
final class ReadyLanes {
    private final LoadedTable table;
    private final Pass pass;
    private final Group group;
    private final long term;
    private Set<String> ready = Set.of();

    ReadyLanes(LoadedTable table, Pass pass, Group group, long term) {
        this.table = table;
        this.pass = pass;
        this.group = group;
        this.term = term;
    }

    boolean has(String lane) {
        return ready.contains(lane);
    }

    /** Looks again, and takes those that are not held yet: none can be taken twice. */
    Collection<Taking> takeOthers(Set<String> held) throws SQLException {
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            ready = look(connection);
            var others = new HashSet<>(ready);
            others.removeAll(held);
            return Lanes.takeAll(connection, table.target(), pass.id(), others, term)
                    .values();
        }
    }

    /** The group's lanes that are not done and whose parent is; an R0 lane's parent counts only if it is a lane. */
    private Set<String> look(Connection connection) throws SQLException {
        var found = new HashSet<String>();
        try (var query = connection.prepareStatement("""
                select l.name from tailrace.lane l
                  left join tailrace.lane p on p.pass_id = l.pass_id and p.name = l.parent
                 where l.pass_id = ? and l.kind = 'shard' and not l.done
                   and (l.parent is null or p.done or (p.name is null and l.starting_sequence is null))""")) {
            Transaction.begin(connection);
            query.setLong(1, pass.id());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (Math.floorMod(rows.getString(1).hashCode(), group.groups()) == group.number()) {
                        found.add(rows.getString(1));
                    }
                }
            }
        }
        Transaction.undo(connection);
        return found;
    }
}
