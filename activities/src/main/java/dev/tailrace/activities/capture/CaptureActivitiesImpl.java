package dev.tailrace.activities.capture;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.capture.CaptureGroup.Attempt;
import dev.tailrace.activities.capture.CaptureGroup.Shared;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Ledger;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.objects.ObjectReader;
import dev.tailrace.activities.postgres.write.LaneWriter;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.capture.CaptureActivities;
import dev.tailrace.workflows.capture.TokenActivities;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads and applies the stream, and proves by tokens how far (R3, R13). Thread-safe. */
public final class CaptureActivitiesImpl implements CaptureActivities, TokenActivities {
    private static final Logger LOG = LoggerFactory.getLogger(CaptureActivitiesImpl.class);

    /** How long a new pointer waits at least where none was left: each look walks all of them. */
    private static final Duration LOOK_FOR_OBJECTS = Duration.ofSeconds(5);

    private final LoadedTables tables;
    private final EngineOptions options;
    private final Map<ListedPass, ShardListing> listings = new ConcurrentHashMap<>();

    private record ListedPass(TableRef table, long passId) {}

    public CaptureActivitiesImpl(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public Turn captureChanges(Group group) {
        return ActivityAttempt.run("table " + group.table().name() + ", capture", heartbeat -> {
            var table = tables.get(group.table());
            var pass = pass(table, group.passId());
            long term = ActivityAttempt.term(group.scheduling());
            var objects = ObjectReader.of(table, tables.stores().objects(), LOOK_FOR_OBJECTS);
            var listing =
                    listings.computeIfAbsent(new ListedPass(group.table(), group.passId()), p -> new ShardListing());
            var shared = new Shared(
                    tables.settings(table), Threads.VIRTUAL, objects, listing, LaneWriter.of(table, options));
            try {
                return new CaptureGroup(table, pass, new Attempt(group, term, heartbeat), options, shared).run();
            } catch (Gap gap) {
                return gap(table, pass, gap);
            }
        });
    }

    @Override
    public Sent sendToken(Pass pass) {
        try {
            var table = tables.get(pass.table());
            return new Sent.Written(Tokens.send(table, pass(table, pass.passId())));
        } catch (SQLException | RuntimeException e) {
            return new Sent.Waiting(
                    FailureClassifier.of(e, "table " + pass.table().name() + ", token"));
        }
    }

    @Override
    public Arrival seekToken(Sought sought) {
        try {
            var table = tables.get(sought.table());
            var pass = pass(table, sought.passId());
            try {
                int missing = Tokens.missing(table, pass, sought.number());
                return new Arrival(missing == 0, missing, new Turn.Done());
            } catch (Gap gap) {
                return new Arrival(false, 0, gap(table, pass, gap));
            }
        } catch (SQLException | RuntimeException e) {
            return new Arrival(
                    false, 0, FailureClassifier.of(e, "table " + sought.table().name() + ", token"));
        }
    }

    /** It is written down before it is told. */
    static Turn gap(LoadedTable table, Passes.Pass pass, Gap gap) throws SQLException {
        LOG.error("{}", gap.problem().describe().replace('\n', ' '));
        return new Turn.Blocked(gap.problem(), Ledger.gap(table.control(), table.ref(), pass.id(), gap.problem()));
    }

    private static Passes.Pass pass(LoadedTable table, long id) throws SQLException {
        return Passes.get(table.target(), id);
    }
}
