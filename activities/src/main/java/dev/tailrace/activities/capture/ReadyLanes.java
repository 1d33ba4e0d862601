package dev.tailrace.activities.capture;

import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.ShardLanes;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import java.sql.SQLException;
import java.util.Collection;
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
        var looked = ShardLanes.takeReady(table.target(), pass.id(), term, this::isMine, held);
        ready = looked.ready();
        return looked.takings();
    }

    private boolean isMine(String lane) {
        return Math.floorMod(lane.hashCode(), group.groups()) == group.number();
    }
}
