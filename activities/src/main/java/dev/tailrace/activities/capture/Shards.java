package dev.tailrace.activities.capture;

import dev.tailrace.activities.control.Commit;
import dev.tailrace.activities.control.LaneKind;
import dev.tailrace.activities.control.Lanes;
import dev.tailrace.activities.control.LoadedTable;
import dev.tailrace.activities.control.Passes;
import dev.tailrace.activities.control.Passes.Pass;
import dev.tailrace.activities.control.Transaction;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;
import software.amazon.awssdk.services.dynamodb.model.Shard;

/** The lineage of a stream's shards as lanes of a pass (R0, R3). Stateless; thread-safe. */
public final class Shards {
    private Shards() {}

    /** All shards of a stream, over all pages of DescribeStream. */
    public static List<Shard> list(LoadedTable table, String streamArn) {
        var shards = new ArrayList<Shard>();
        String from = null;
        do {
            var description = table.streams()
                    .describeStream(DescribeStreamRequest.builder()
                            .streamArn(streamArn)
                            .exclusiveStartShardId(from)
                            .build())
                    .streamDescription();
            shards.addAll(description.shards());
            from = description.lastEvaluatedShardId();
        } while (from != null);
        return shards;
    }

    /**
     * R0: the shards listed before the first page is read. They start at TRIM_HORIZON. With strongly consistent pages, what a
     * closed shard held is in every page, so it is done; otherwise it is read as well.
     */
    public static void recordFirst(Connection connection, long pass, List<Shard> shards, boolean consistent)
            throws SQLException {
        for (var shard : shards) {
            insert(connection, pass, shard, null, consistent && isClosed(shard));
        }
    }

    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange().endingSequenceNumber() != null;
    }

    private static void insert(
            Connection connection, long pass, Shard shard, @Nullable String startingSequence, boolean done)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into tailrace.lane (pass_id, name, kind, parent, starting_sequence, done) values (?, ?, ?, ?, ?, ?)
                on conflict (pass_id, name) do nothing""")) {
            insert.setLong(1, pass);
            insert.setString(2, Lanes.shard(shard.shardId()));
            insert.setString(3, LaneKind.SHARD.persisted());
            insert.setString(4, shard.parentShardId() == null ? null : Lanes.shard(shard.parentShardId()));
            insert.setString(5, startingSequence);
            insert.setBoolean(6, done);
            insert.executeUpdate();
        }
    }

    /**
     * Lists the shards again and makes lanes of those found later, each from its own first record on, so that a trimmed
     * beginning is an error and never a silent jump.
     *
     * @return the later lanes whose parent is neither a lane nor listed; a gap if that lasts (C013)
     * @throws Gap if the table has another stream, or none any more
     */
    public static Set<String> discover(LoadedTable table, Pass pass) throws SQLException, Gap {
        checkStream(table, pass);
        List<Shard> shards;
        try {
            shards = list(table, pass.streamArn());
        } catch (ResourceNotFoundException gone) {
            throw new Gap(Problem.of(Code.C014, table.ref().table() + ": stream " + pass.streamArn() + " is gone", ""));
        }
        return Transaction.run(
                table.target(), Commit.SHARDS_RECORDED, connection -> record(connection, pass.id(), shards));
    }

    private static Set<String> record(Connection connection, long pass, List<Shard> shards) throws SQLException {
        var orphans = new HashSet<String>();
        if (!Passes.lockOpen(org.jooq.impl.DSL.using(connection, org.jooq.SQLDialect.POSTGRES), pass)) {
            return orphans;
        }
        var lanes = known(connection, pass);
        for (var shard : shards) {
            if (!lanes.containsKey(Lanes.shard(shard.shardId()))) {
                insert(connection, pass, shard, shard.sequenceNumberRange().startingSequenceNumber(), false);
            }
        }
        var all = known(connection, pass);
        all.forEach((lane, parent) -> {
            if (parent != null && !all.containsKey(parent)) {
                orphans.add(lane);
            }
        });
        return orphans;
    }

    /** Lanes with the parents that they wait for: an R0 lane waits for a parent only if that is a lane, too. */
    private static Map<String, @Nullable String> known(Connection connection, long pass) throws SQLException {
        var lanes = new HashMap<String, @Nullable String>();
        try (var query = connection.prepareStatement("""
                select name, case when starting_sequence is not null and not done then parent end
                  from tailrace.lane where pass_id = ? and kind = 'shard'""")) {
            query.setLong(1, pass);
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    lanes.put(rows.getString(1), rows.getString(2));
                }
            }
        }
        return lanes;
    }

    private static void checkStream(LoadedTable table, Pass pass) throws Gap {
        var description = table.dynamo()
                .describeTable(d -> d.tableName(table.table().from()))
                .table();
        var what = "table " + table.ref().table() + ": the pass began with " + pass.streamArn();
        if (description.streamSpecification() == null
                || !Boolean.TRUE.equals(description.streamSpecification().streamEnabled())) {
            throw new Gap(Problem.of(Code.C015, what + ", now there is none enabled", "somebody disabled the stream"));
        }
        if (!pass.streamArn().equals(description.latestStreamArn())) {
            throw new Gap(Problem.of(
                    Code.C014,
                    what + ", now it is " + description.latestStreamArn(),
                    "somebody disabled the stream and enabled it again; changes in between are in neither"));
        }
    }
}
