package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Pulse;
import dev.tailrace.activities.capture.ShardLane.Read;
import dev.tailrace.activities.control.Directions;
import dev.tailrace.activities.control.LaneLost;
import dev.tailrace.activities.control.Lanes;
import dev.tailrace.activities.control.Lanes.Held;
import dev.tailrace.activities.control.Lanes.Taking;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.control.Passes.Pass;
import dev.tailrace.activities.target.QuarantineBudget;
import dev.tailrace.activities.target.Targets;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.migration.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One turn of a group of shard lanes: takes each lane once its parent is done, reads the ready ones in turn, lists the
 * shards again now and then. It has a connection only while it writes, so that many quiet tables share few. For one thread.
 */
final class CaptureGroup {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureGroup.class);

    /** How long a listed shard's unlisted parent may take to appear. */
    private static final Duration ORPHAN = Duration.ofMinutes(5);

    private final LoadedTable table;
    private final Pass pass;
    private final Group group;
    private final long term;
    private final EngineOptions options;
    private final Directions directions;
    private final Pulse pulse;
    private final Targets targets;
    private final TokenClock tokens;
    private final Map<String, ShardLane> lanes = new HashMap<>();
    private final Map<String, Long> orphans = new HashMap<>();
    private long discovered;
    private boolean lookForLanes = true;

    CaptureGroup(
            LoadedTable table,
            Pass pass,
            Group group,
            long term,
            EngineOptions options,
            Directions directions,
            Pulse pulse) {
        this.table = table;
        this.pass = pass;
        this.group = group;
        this.term = term;
        this.options = options;
        this.directions = directions;
        this.pulse = pulse;
        targets = new Targets(table);
        tokens = new TokenClock(table, pass, options.tokenEvery());
        discovered = System.nanoTime() - options.discover().toNanos() - 1;
    }

    Turn run() throws SQLException, Gap, LaneLost {
        long end = System.nanoTime() + (group.brief() ? 0 : options.turn().toNanos());
        do {
            var now = directions.get();
            if (now.openPass() != pass.id()) {
                return new Turn.Done();
            }
            if (now.capturePaused()) {
                break;
            }
            discover();
            var refused = takeReady();
            if (refused != null) {
                return refused;
            }
            var blocked = readAll();
            if (blocked != null) {
                return blocked;
            }
            if (group.number() == 0 && table.table().tokens()) {
                tokens.tick();
            }
            rest();
        } while (!pulse.stopRequested() && System.nanoTime() < end);
        return new Turn.Yielded();
    }

    private void discover() throws SQLException, Gap {
        if (System.nanoTime() - discovered < options.discover().toNanos()) {
            return;
        }
        judge(Shards.discover(table, pass));
        discovered = System.nanoTime();
        lookForLanes = true;
    }

    private void judge(Set<String> waiting) throws Gap {
        long now = System.nanoTime();
        orphans.keySet().retainAll(waiting);
        for (var lane : waiting) {
            if (now - orphans.computeIfAbsent(lane, l -> now) > ORPHAN.toNanos()) {
                throw new Gap(Problem.of(
                        Code.C013,
                        "table %s, %s: its parent shard has not been listed for %d minutes"
                                .formatted(table.ref().table(), lane, ORPHAN.toMinutes()),
                        ""));
            }
        }
    }

    private @Nullable Turn takeReady() throws SQLException {
        if (!lookForLanes) {
            return null;
        }
        lookForLanes = false;
        try (var connection = table.target().getConnection()) {
            connection.setAutoCommit(false);
            for (var name : ready(connection)) {
                if (lanes.containsKey(name)) {
                    continue;
                }
                switch (Lanes.take(connection, table.target(), pass.id(), name, term)) {
                    case Taking.Taken taken -> lanes.put(name, lane(taken.lane()));
                    case Taking.Refused refused -> {
                        return new Turn.Superseded(refused.term());
                    }
                    case Taking.AlreadyDone done -> {}
                    case Taking.PassClosed closed -> {
                        return new Turn.Done();
                    }
                }
            }
        }
        return null;
    }

    private ShardLane lane(Held taken) {
        return new ShardLane(
                table, pass, new LaneWriter(table, targets, taken, options.idleInTransaction()), taken, options.poll());
    }

    /** The group's lanes that are not done and whose parent is; an R0 lane's parent counts only if it is a lane. */
    private Set<String> ready(Connection connection) throws SQLException {
        var ready = new HashSet<String>();
        try (var query = connection.prepareStatement("""
                select l.name from tailrace.lane l
                  left join tailrace.lane p on p.pass_id = l.pass_id and p.name = l.parent
                 where l.pass_id = ? and l.kind = 'shard' and not l.done
                   and (l.parent is null or p.done or (p.name is null and l.starting_sequence is null))""")) {
            query.setLong(1, pass.id());
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    if (Math.floorMod(rows.getString(1).hashCode(), group.groups()) == group.number()) {
                        ready.add(rows.getString(1));
                    }
                }
            }
        }
        connection.rollback();
        return ready;
    }

    private @Nullable Turn readAll() throws SQLException, Gap, LaneLost {
        var ended = new HashSet<String>();
        for (var lane : lanes.entrySet()) {
            if (pulse.stopRequested()) {
                break;
            }
            if (lane.getValue().restsFor(System.nanoTime()) > 0) {
                continue;
            }
            var read = lane.getValue().read();
            if (read == Read.END) {
                ended.add(lane.getKey());
            }
            if (read == Read.QUARANTINED) {
                var blocked = overBudget();
                if (blocked != null) {
                    return blocked;
                }
            }
        }
        lanes.keySet().removeAll(ended);
        if (!ended.isEmpty()) {
            LOG.info("{}: read {} to the end", table.ref().table(), ended);
            discovered = System.nanoTime() - options.discover().toNanos();
            lookForLanes = true;
        }
        return null;
    }

    private @Nullable Turn overBudget() throws SQLException {
        try (var connection = table.target().getConnection()) {
            return QuarantineBudget.check(connection, table, pass.id());
        }
    }

    private void rest() {
        long now = System.nanoTime();
        long wait = options.poll().toNanos();
        for (var lane : lanes.values()) {
            wait = Math.min(wait, lane.restsFor(now));
        }
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        }
    }
}
