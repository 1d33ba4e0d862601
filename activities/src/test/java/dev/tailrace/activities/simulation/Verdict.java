package dev.tailrace.activities.simulation;

import static java.util.stream.Collectors.toSet;

import dev.tailrace.activities.simulation.TargetDatabase.ShardLane;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

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
        var rows = database.rows();
        var claimed = truth.claimed();
        var bad = new TreeSet<>(truth.bad());
        claimed.forEach((key, versions) -> bad.addAll(oneOf(key, versions, rows, wrong)));
        compare("rows", truth.rows(), rows, wrong);
        var named = new TreeSet<>(database.quarantined());
        // An owner is named from when another claimed its row until a resolve finds that Postgres refuses the other.
        claimed.values()
                .forEach(versions -> versions.stream()
                        .filter(v -> !v.isBad() && !bad.contains(v.id()))
                        .forEach(v -> named.remove(v.id())));
        compare("quarantine", bad, named, wrong);
        compare("tombstones", List.of(), database.tombstones(), wrong);
        compare("dirty keys", List.of(), database.dirty(), wrong);
        return wrong;
    }

    /**
     * Takes the row at a key that several items claim out of the rows: it is that of any one that Postgres takes; none only where
     * it takes none of them. Returns who is to be named in quarantine: all but the owner, who is not where the others are refused.
     */
    private static Set<String> oneOf(
            String key, List<Version> versions, Map<String, Integer> rows, List<String> wrong) {
        var found = rows.keySet().stream().filter(k -> k.startsWith(key + "/")).toList();
        var values = found.stream().map(rows::remove).toList();
        var good = versions.stream().filter(v -> !v.isBad()).toList();
        boolean right = values.size() == 1
                ? good.stream().map(Version::n).toList().containsAll(values)
                : values.isEmpty() && good.isEmpty();
        if (!right) {
            wrong.add("the row " + key + " should be one of " + versions + ", is " + values);
        }
        return versions.stream()
                .filter(v -> good.size() > 1 || !values.contains(v.n()))
                .map(Version::id)
                .collect(toSet());
    }

    private static void compare(String what, Object expected, Object found, List<String> wrong) {
        if (!expected.equals(found)) {
            wrong.add(what + " should be " + expected + ", are " + found);
        }
    }
}
