package dev.tailrace.activities.verification;

import dev.tailrace.activities.ActivityAttempt;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.capture.Tokens;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.verify.ComparedStores;
import dev.tailrace.verify.Comparison;
import dev.tailrace.verify.Findings;
import dev.tailrace.workflows.turn.Turn;
import dev.tailrace.workflows.verification.VerificationActivities;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Compares source and target of a table and records the verdict. Thread-safe. */
public final class VerificationActivitiesImpl implements VerificationActivities {
    private final LoadedTables tables;
    private final EngineOptions options;

    public VerificationActivitiesImpl(LoadedTables tables, EngineOptions options) {
        this.tables = tables;
        this.options = options;
    }

    @Override
    public Verified compareStores(Request request) {
        var verdict = new AtomicReference<@Nullable Verdict>();
        var turn = ActivityAttempt.run("table " + request.table().name() + ", verification", heartbeat -> {
            var table = tables.get(request.table());
            var answer = verdict(table, resolved(table, request), heartbeat);
            verdict.set(answer.orElse(null));
            return answer.isPresent() ? new Turn.Done() : new Turn.Stalled(closed(request));
        });
        return new Verified(turn, verdict.get());
    }

    /** A request that names no pass means the newest. */
    private static Request resolved(LoadedTable table, Request request) throws SQLException {
        if (request.passId() != 0) {
            return request;
        }
        var newest = Passes.newest(table.target(), table.id())
                .orElseThrow(() ->
                        new IllegalStateException("Cannot verify " + table.ref().name() + ": it has no pass yet."));
        return new Request(request.table(), newest.id(), request.run(), request.tokens());
    }

    /** Empty if the pass is closed. */
    private Optional<Verdict> verdict(LoadedTable table, Request request, Heartbeat heartbeat)
            throws SQLException, Gap, InterruptedException {
        var stored = StoredVerdicts.find(table.control(), request);
        if (stored.isPresent()) {
            return stored;
        }
        var pass = Passes.get(table.target(), request.passId());
        if (pass.closedAt() != null) {
            return Optional.empty();
        }
        var findings = compare(table, pass, request.tokens(), heartbeat);
        var inPlace = new InPlace(heartbeat, options.timeouts());
        var violations = inPlace.get(() -> new ConstraintCheck(table, heartbeat).violations());
        var verdict = Verdicts.of(request, findings, violations, Instant.now());
        return inPlace.get(
                () -> StoredVerdicts.store(table.control(), request, verdict, findings.differences(), violations));
    }

    private Findings compare(LoadedTable table, Pass pass, boolean tokens, Heartbeat heartbeat)
            throws SQLException, Gap, InterruptedException {
        var inPlace = new InPlace(heartbeat, options.timeouts());
        var proof = tokens
                ? new TokenProof(road(table, pass), heartbeat, inPlace, options.poll(), TokenProof.LONGEST_WAIT)
                : null;
        var budget = ReadBudget.of(table.capacity(), heartbeat, inPlace);
        var comparison = new Comparison(new ComparedStores(
                table.mapper(),
                table.keys(),
                new ScannedSource(table.source(), budget, inPlace, pass.segments(), pass.window()),
                new TargetScan(table, heartbeat, inPlace),
                new PassQuarantine(table.target(), pass.id(), inPlace),
                proof == null ? new TimeProof(heartbeat, TimeProof.WAIT) : proof));
        try (var reading = table.capacity().running()) {
            var findings = comparison.run(Passes.items(table.target(), pass.id()));
            if (proof != null && proof.gap() != null) {
                throw proof.gap();
            }
            return findings;
        }
    }

    private static TokenProof.TokenRoad road(LoadedTable table, Pass pass) {
        return new TokenProof.TokenRoad() {
            @Override
            public long send() throws SQLException {
                return Tokens.send(table, pass);
            }

            @Override
            public int missing(long number) throws SQLException, Gap {
                return Tokens.missing(table, pass, number);
            }
        };
    }

    private static Problem closed(Request request) {
        return Problem.of(
                Code.V002,
                "table " + request.table().name() + ", run " + request.run(),
                "its pass was closed before the comparison ended");
    }
}
