package dev.tailrace.activities.capture;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.capture.CaptureGroup.Attempt;
import dev.tailrace.activities.capture.CaptureGroup.Shared;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.objects.ObjectReader;
import dev.tailrace.activities.postgres.write.LaneWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.capture.CaptureActivities.Group;
import dev.tailrace.workflows.turn.Scheduling;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import software.amazon.awssdk.services.s3.S3Client;

/** An attempt at a capture group's turn, all of it on the caller's thread. */
public final class CaptureAttempt {
    private static final Supplier<S3Client> NO_S3 = () -> {
        throw new IllegalStateException("no table of these tests has objects");
    };

    private CaptureAttempt() {}

    public static Turn run(
            LoadedTable table,
            long passId,
            int number,
            int groups,
            long term,
            EngineOptions options,
            Heartbeat heartbeat)
            throws SQLException, LaneLost, Gap, InterruptedException {
        var begun = Transaction.read(table.target(), c -> Passes.get(DSL.using(c, SQLDialect.POSTGRES), passId));
        var group = Group.turn(table.ref(), passId, number, groups, Scheduling.NONE);
        var settings = new OperatorSettings(table.target(), table.id(), options.turn());
        var objects = new ObjectReader(table, NO_S3, Duration.ofSeconds(1));
        var shared = new Shared(settings, new OwnThreads(), objects, new ShardListing(), LaneWriter.of(table, options));
        return new CaptureGroup(table, begun, new Attempt(group, term, heartbeat), options, shared).run();
    }
}
