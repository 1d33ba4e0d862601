package dev.tailrace.activities.capture;

import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneKind;
import dev.tailrace.activities.lane.Lanes;
import dev.tailrace.activities.lane.LoadedTable;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
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
    public static void recordFirst(Connection connection, long passId, List<Shard> shards, boolean consistent)
            throws SQLException {
        for (var shard : shards) {
            insert(connection, passId, shard, null, consistent && isClosed(shard));
        }
    }

    private static boolean isClosed(Shard shard) {
        return shard.sequenceNumberRange().endingSequenceNumber() != null;
    }

    private static void insert(
            Connection connection, long passId, Shard shard, @Nullable String startingSequence, boolean done)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into tailrace.lane (pass_id, name, kind, parent, starting_sequence, done) values (?, ?, ?, ?, ?, ?)
                on conflict (pass_id, name) do nothing""")) {
            insert.setLong(1, passId);
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
     * @throws Gap if the table has another stream or none any more, or a lane's parent is neither done nor listed
     */
    public static void discover(LoadedTable table, Pass pass) throws SQLException, Gap {
        checkStream(table, pass);
        List<Shard> shards;
        try {
            shards = list(table, pass.streamArn());
        } catch (ResourceNotFoundException gone) {
            throw new Gap(Problem.of(Code.C014, table.ref().name() + ": stream " + pass.streamArn() + " is gone", ""));
        }
        var lineage = Transaction.run(table.target(), Commit.SHARDS_RECORDED, connection -> {
            if (!Passes.lockOpen(DSL.using(connection, SQLDialect.POSTGRES), pass.id())) {
                return Lineage.NONE;
            }
            record(connection, table, pass, shards);
            return Lineage.read(connection, pass.id());
        });
        lineage.check(table.ref().name());
    }

    private static void record(Connection connection, LoadedTable table, Pass pass, List<Shard> shards)
            throws SQLException, Gap {
        var known = Lineage.read(connection, pass.id());
        var before = known.beforeFirst(shards);
        // In the order of the lanes' names, in which others lock several, too.
        for (var shard :
                shards.stream().sorted(Comparator.comparing(Shard::shardId)).toList()) {
            if (!known.isKnown(shard)) {
                boolean done = pass.consistent() && before.contains(Lanes.shard(shard.shardId()));
                insert(connection, pass.id(), shard, shard.sequenceNumberRange().startingSequenceNumber(), done);
            } else if (known.hasAnotherParent(shard)) {
                known.reparent(connection, pass.id(), table.ref().name(), shard);
            }
        }
    }

    private static void checkStream(LoadedTable table, Pass pass) throws Gap {
        var description = table.dynamo()
                .describeTable(d -> d.tableName(table.spec().from()))
                .table();
        var what = "table " + table.ref().name() + ": the pass began with " + pass.streamArn();
        if (description.streamSpecification() == null
                || !Boolean.TRUE.equals(description.streamSpecification().streamEnabled())) {
            throw new Gap(Problem.of(Code.C015, what + ", now there is none enabled", "someone disabled the stream"));
        }
        if (!pass.streamArn().equals(description.latestStreamArn())) {
            throw new Gap(Problem.of(
                    Code.C014,
                    what + ", now it is " + description.latestStreamArn(),
                    "someone disabled the stream and enabled it again; changes in between are in neither stream"));
        }
    }
}
