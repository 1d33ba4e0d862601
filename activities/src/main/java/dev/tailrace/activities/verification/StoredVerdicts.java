package dev.tailrace.activities.verification;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.verify.Difference;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Verdicts in the control schema, each once under its run, with the differences it rests on, and what constraints would refuse. */
final class StoredVerdicts {
    private static final ObjectMapper JSON = new ObjectMapper();

    private StoredVerdicts() {}

    /**
     * A verdict that is stored.
     *
     * @param trail the event that tells of it
     */
    record Stored(Verdict verdict, @Nullable TrailHead trail) {}

    static Optional<Stored> find(DataSource control, Request request) throws SQLException {
        return Transaction.read(control, connection -> find(connection, request));
    }

    private static Optional<Stored> find(Connection connection, Request request) throws SQLException {
        var trail = Audit.find(connection, request.table().migration(), once(request));
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchOptional(
                        "select verdict from tailrace.verification where pass_id = ? and run = ?",
                        request.passId(),
                        request.run())
                .map(row -> new Stored(VerdictText.read(row.get(0, String.class)), trail));
    }

    private static String once(Request request) {
        return "verdict/" + request.passId() + "/" + request.run();
    }

    private static NewEvent event(Request request, Verdict verdict) {
        var confirmed = verdict.confirmed();
        return NewEvent.of(request.table(), EventType.VERDICT, once(request))
                .ending(verdict.outcome().name())
                .with(JSON.createObjectNode()
                        .put("pass", request.passId())
                        .put("run", request.run())
                        .put("level", verdict.level().name().toLowerCase(Locale.ROOT))
                        .put("digest", verdict.digest())
                        .put("missing", confirmed.missing())
                        .put("extra", confirmed.extra())
                        .put("different", confirmed.different())
                        .put("quarantined", confirmed.quarantined())
                        .put("accepted", confirmed.accepted())
                        .put("unproven", confirmed.unproven()));
    }

    /** Stores a verdict, unless the run has one. Returns the one that is stored; empty, and nothing stored, once the pass is closed. */
    static Optional<Stored> store(
            DataSource control,
            Request request,
            BegunRun begun,
            Verdict verdict,
            String positions,
            LevelResult result,
            List<Violation> violations)
            throws SQLException {
        return Transaction.run(control, Commit.VERDICT_STORED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            if (!Passes.lockOpen(sql, request.passId())) {
                return Optional.<Stored>empty();
            }
            int added = sql.execute(
                    "insert into tailrace.verification (pass_id, run, verdict, outcome, level, positions, totals)"
                            + " values (?, ?, ?, ?, ?, ?, ?) on conflict (pass_id, run) do nothing",
                    request.passId(),
                    request.run(),
                    VerdictText.write(verdict),
                    verdict.outcome().name(),
                    verdict.level().name(),
                    positions,
                    result.totals());
            if (added == 1) {
                add(connection, request, result.findings().differences(), violations);
                TouchedRun.end(connection, request, begun, verdict.outcome());
                Audit.append(connection, event(request, verdict));
            }
            StoredComparison.forget(connection, request);
            return find(connection, request);
        });
    }

    private static void add(
            Connection connection, Request request, List<Difference> differences, List<Violation> violations)
            throws SQLException {
        try (var insert = connection.prepareStatement("""
                insert into tailrace.difference (pass_id, run, number, kind, target, source_key, detail)
                values (?, ?, ?, ?, ?, ?, ?)""")) {
            int number = 0;
            for (var difference : differences) {
                var row = difference.row();
                var source = difference.source();
                add(
                        insert,
                        request,
                        ++number,
                        difference.kind().name().toLowerCase(Locale.ROOT),
                        row == null ? "" : row.table(),
                        source == null ? "" : DynamoJson.write(source),
                        detail(difference));
            }
            for (var violation : violations) {
                for (var detail : violation.details()) {
                    add(insert, request, ++number, violation.kind(), violation.table(), "", detail);
                }
            }
            insert.executeBatch();
        }
    }

    private static void add(
            PreparedStatement insert,
            Request request,
            int number,
            String kind,
            String table,
            String sourceKey,
            String detail)
            throws SQLException {
        insert.setLong(1, request.passId());
        insert.setLong(2, request.run());
        insert.setInt(3, number);
        insert.setString(4, kind);
        insert.setString(5, table);
        insert.setString(6, sourceKey);
        insert.setString(7, detail);
        insert.addBatch();
    }

    private static String detail(Difference difference) {
        var row = difference.row();
        if (row == null) {
            return "cannot be mapped, and is not named in quarantine";
        }
        var columns = difference.columns();
        return "key " + write(row.cells()) + (columns.isEmpty() ? "" : ", columns " + write(columns));
    }

    private static String write(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a difference", e);
        }
    }
}
