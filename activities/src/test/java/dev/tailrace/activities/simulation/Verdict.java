package dev.tailrace.activities.simulation;

import dev.tailrace.activities.simulation.TargetDatabase.ShardLane;
import java.util.ArrayList;
import java.util.List;

/** Compares the target with the truth. */
final class Verdict {
    private Verdict() {}

    /** Whether every shard is a lane of the open pass, and read to where it ends now. */
    static boolean isCaughtUp(Truth truth, TargetDatabase database) {
        var lanes = database.shardLanes();
        return truth.shards().stream()
                .allMatch(shard -> lanes.containsKey(shard.name) && isCaughtUp(shard, lanes.get(shard.name)));
    }

    private static boolean isCaughtUp(SourceShard shard, ShardLane lane) {
        if (lane.done() || shard.isClosed()) {
            return lane.done();
        }
        boolean nothingToRead = shard.records.size() == (lane.fresh() ? shard.trimmed() : 0);
        return lane.position() == null ? nothingToRead : lane.position().equals(shard.lastPosition());
    }

    static List<String> wrong(Truth truth, TargetDatabase database) {
        var wrong = new ArrayList<String>();
        compare("rows", truth.rows(), database.rows(), wrong);
        compare("quarantine", truth.bad(), database.quarantined(), wrong);
        compare("tombstones", List.of(), database.tombstones(), wrong);
        return wrong;
    }

    private static void compare(String what, Object expected, Object found, List<String> wrong) {
        if (!expected.equals(found)) {
            wrong.add(what + " should be " + expected + ", are " + found);
        }
    }
}
