package dev.tailrace.activities.capture;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.ListedShard;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.ShardLanes;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.sql.SQLException;
import java.util.List;

/** The shards of a table's stream, listed again while they are read (R0, R3). Stateless; thread-safe. */
public final class Shards {
    private Shards() {}

    /**
     * Lists the shards again and makes lanes of those found later.
     *
     * @throws Gap if the table has another stream or none any more, or a lane's parent is neither done nor listed
     */
    public static void discover(LoadedTable table, Pass pass) throws SQLException, Gap {
        checkStream(table, pass);
        ShardLanes.record(table.target(), table.ref().name(), pass, listed(table, pass));
    }

    private static List<ListedShard> listed(LoadedTable table, Pass pass) throws Gap {
        try {
            return table.source().shards(pass.streamArn());
        } catch (RuntimeException e) {
            if (!FailureClassifier.isMissing(e)) {
                throw e;
            }
            throw new Gap(Problem.of(Code.C014, table.ref().name() + ": stream " + pass.streamArn() + " is gone", ""));
        }
    }

    private static void checkStream(LoadedTable table, Pass pass) throws Gap {
        var stream = table.source().stream();
        var what = "table " + table.ref().name() + ": the pass began with " + pass.streamArn();
        if (!stream.enabled()) {
            throw new Gap(Problem.of(Code.C015, what + ", now there is none enabled", "someone disabled the stream"));
        }
        if (!pass.streamArn().equals(stream.latest())) {
            throw new Gap(Problem.of(
                    Code.C014,
                    what + ", now it is " + stream.latest(),
                    "someone disabled the stream and enabled it again; changes in between are in neither stream"));
        }
    }
}
