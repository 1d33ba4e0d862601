package dev.tailrace.activities.verification;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.activities.verification.StoredVerdicts.Stored;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Compares source and target of a table and records the verdict. Thread-safe. */
public final class VerificationActivitiesImpl implements VerificationActivities {
    private final LoadedTables tables;
    private final EngineOptions options;
    private final String build;

    /** @param build the worker's version and commit */
    public VerificationActivitiesImpl(LoadedTables tables, EngineOptions options, String build) {
        this.tables = tables;
        this.options = options;
        this.build = build;
    }

    @Override
    public Verified compareStores(Request request) {
        var verdict = new AtomicReference<@Nullable Stored>();
        var turn = ActivityAttempt.run("table " + request.table().name() + ", verification", heartbeat -> {
            var table = tables.get(request.table());
            var answer = verdict(table, resolved(table, request), heartbeat);
            verdict.set(answer.orElse(null));
            return answer.<Turn>map(stored -> new Turn.Done(stored.trail()))
                    .orElseGet(() -> new Turn.Stalled(closed(request)));
        });
        var stored = verdict.get();
        return new Verified(turn, stored == null ? null : stored.verdict());
    }

    /** A request that names no pass means the newest. */
    private static Request resolved(LoadedTable table, Request request) throws SQLException {
        if (request.passId() != 0) {
            return request;
        }
        var newest = Passes.newest(table.target(), table.id())
                .orElseThrow(() ->
                        new IllegalStateException("Cannot verify " + table.ref().name() + ": it has no pass yet."));
        return new Request(request.table(), newest.id(), request.run(), request.tokens(), request.options());
    }

    /** Empty if the pass is closed. */
    private Optional<Stored> verdict(LoadedTable table, Request request, Heartbeat heartbeat)
            throws SQLException, Gap, LaneLost, InterruptedException {
        var stored = StoredVerdicts.find(table.control(), request);
        if (stored.isPresent()) {
            return stored;
        }
        var pass = Passes.get(table.target(), request.passId());
        if (pass.closedAt() != null) {
            return Optional.empty();
        }
        try {
            var inPlace = new InPlace(heartbeat, options.timeouts());
            var saved = StoredComparison.take(table.control(), request, table.keys(), inPlace);
            var run = new RunContext(table, pass, request, options, heartbeat, saved.readBefore());
            return LevelRun.run(run, saved, build);
        } catch (StoredComparison.Superseded superseded) {
            throw new LaneLost("the comparison of run " + request.run());
        }
    }

    private static Problem closed(Request request) {
        return Problem.of(
                Code.V002,
                "table " + request.table().name() + ", run " + request.run(),
                "its pass was closed before the comparison ended");
    }
}
