package dev.tailrace.activities.verification;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.Marks;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What a run goes by, recorded with an event of the audit trail before the run reads anything: whoever chose a seed cannot have
 * known what it would find, and each attempt of the run draws the same.
 *
 * @param seed what its sample is drawn by; empty where it draws none
 * @param marks the generation of marks that began with it; 0: none did
 */
record BegunRun(String seed, long marks) {
    private static final int SEED_BYTES = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    /** Begins a run, or says how it was begun. Empty where the pass is closed. */
    static Optional<BegunRun> begin(LoadedTable table, Request request) throws SQLException {
        return Transaction.run(table.control(), Commit.VERIFICATION_BEGUN, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            // Before any row, as the order of locks wants it; and one attempt of a run at a time.
            Passes.lockBarrier(sql, request.passId());
            if (!Passes.lockOpen(sql, request.passId())) {
                return Optional.empty();
            }
            var before = find(sql, request);
            return Optional.of(before == null ? begin(connection, sql, table, request) : before);
        });
    }

    private static @Nullable BegunRun find(DSLContext sql, Request request) {
        return sql.fetchOptional(
                        "select seed, marks from tailrace.verification_begun where pass_id = ? and run = ?",
                        request.passId(),
                        request.run())
                .map(r -> new BegunRun(r.get(0, String.class), r.get(1, Long.class)))
                .orElse(null);
    }

    private static BegunRun begin(Connection connection, DSLContext sql, LoadedTable table, Request request)
            throws SQLException {
        var level = request.options().level();
        var begun = new BegunRun(seed(request), marks(connection, level, request.passId()));
        sql.execute(
                "insert into tailrace.verification_begun (pass_id, run, level, seed, marks) values (?, ?, ?, ?, ?)",
                request.passId(),
                request.run(),
                level.name(),
                begun.seed(),
                begun.marks());
        var once = "verification-started/" + request.passId() + "/" + request.run();
        var payload = JsonNodeFactory.instance
                .objectNode()
                .put("pass", request.passId())
                .put("run", request.run())
                .put("level", level.name().toLowerCase(Locale.ROOT))
                .put("seed", begun.seed());
        Audit.append(
                connection,
                NewEvent.of(table.ref(), EventType.VERIFICATION_STARTED, once).with(payload));
        return begun;
    }

    private static long marks(Connection connection, VerificationLevel level, long passId) {
        return switch (level) {
            case FULL -> Marks.beginAll(connection, passId);
            case TOUCHED -> Marks.beginTouched(connection, passId);
            case COUNT, SAMPLE -> 0;
        };
    }

    private static String seed(Request request) {
        var wanted = request.options().seed();
        return switch (request.options().level()) {
            case SAMPLE -> wanted == null ? random() : wanted;
            case COUNT, FULL, TOUCHED -> "";
        };
    }

    private static String random() {
        var bytes = new byte[SEED_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
