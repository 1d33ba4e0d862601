package dev.tailrace.activities.migration;

import static dev.tailrace.activities.lane.schema.Tables.SOURCE_TABLE;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.capture.Tokens;
import dev.tailrace.activities.index.IndexPlan;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.ClosedPasses;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.index.RunningBuilds;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.table.TableActivities.AbortAnswer;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** An abort: the source becomes what it was, the target's rows stay. Each step is idempotent. Thread-safe. */
final class AbortCleanup {
    /** An activity's time is limited; what is deleted in it is committed. */
    private static final Duration AT_ONCE = Duration.ofSeconds(20);

    private final LoadedTables tables;

    AbortCleanup(LoadedTables tables) {
        this.tables = tables;
    }

    AbortAnswer abort(TableRef ref) {
        try {
            return abortLoaded(tables.get(ref));
        } catch (SQLException | RuntimeException e) {
            if (FailureClassifier.isMissing(e)) {
                return withoutSource(ref);
            }
            return new AbortAnswer(FailureClassifier.of(e, "table " + ref.name() + ", abort"), "");
        }
    }

    private AbortAnswer abortLoaded(LoadedTable table) throws SQLException {
        var trail = close(table.ref(), table.id());
        if (table.spec().indexes()) {
            var plan = IndexPlan.of(table, tables.stores().plugins());
            RunningBuilds.undo(table, plan.indexes());
        }
        Tokens.remove(table);
        boolean ours = disableStream(table);
        if (!forgotten(table.target(), table.id())) {
            return new AbortAnswer(new Turn.Yielded(), "");
        }
        var targets = table.mapper().tables().stream()
                .map(t -> table.schema() + "." + t.name())
                .toList();
        return new AbortAnswer(
                new Turn.Done(trail),
                "%s: %s as they are in Postgres%s; tokens removed from the source"
                        .formatted(
                                table.ref().name(),
                                String.join(", ", targets),
                                ours ? "; the stream that Tailrace enabled is disabled" : ""));
    }

    /** The source table is not there: nothing of ours can be in it. */
    private AbortAnswer withoutSource(TableRef ref) {
        try {
            var id = Transaction.read(
                    tables.control(ref),
                    c -> DSL.using(c, SQLDialect.POSTGRES)
                            .select(SOURCE_TABLE.ID)
                            .from(SOURCE_TABLE)
                            .where(SOURCE_TABLE.MIGRATION.eq(ref.migration()), SOURCE_TABLE.NAME.eq(ref.name()))
                            .fetchSingle()
                            .value1());
            var trail = close(ref, id);
            return forgotten(tables.control(ref), id)
                    ? new AbortAnswer(new Turn.Done(trail), ref.name() + ": the source table does not exist")
                    : new AbortAnswer(new Turn.Yielded(), "");
        } catch (SQLException | RuntimeException e) {
            return new AbortAnswer(FailureClassifier.of(e, "table " + ref.name() + ", abort"), "");
        }
    }

    /** Marked first: a late attempt that opens a pass has either committed by now, or sees the mark. */
    private TrailHead close(TableRef ref, long table) throws SQLException {
        var control = tables.control(ref);
        var event = Transaction.run(control, Commit.ABORTED, connection -> {
            var actor = Audit.lastToSay(connection, ref.migration(), ref.name(), "abort");
            var aborted = Audit.append(
                    connection,
                    NewEvent.of(ref, EventType.TABLE_ABORTED, "abort/" + ref.name())
                            .by(actor));
            DSL.using(connection, SQLDialect.POSTGRES)
                    .execute(
                            "update tailrace.migration set aborted_at = clock_timestamp() where name = ? and aborted_at is null",
                            ref.migration());
            return aborted;
        });
        Transaction.run(control, Commit.PASS_CLOSED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            var pass = Passes.newest(sql, table);
            if (pass != null) {
                Passes.close(sql, pass.id());
            }
            return sql.execute("delete from tailrace.target_table where table_id = ?", table);
        });
        return event.trail();
    }

    /** False: there is more to forget, when the abort comes again. Last, since the source waits for nothing of it. */
    private static boolean forgotten(DataSource control, long table) throws SQLException {
        long end = System.nanoTime() + AT_ONCE.toNanos();
        while (ClosedPasses.forgetSome(control, table)) {
            if (System.nanoTime() > end) {
                return false;
            }
        }
        return true;
    }

    private boolean disableStream(LoadedTable table) throws SQLException {
        boolean ours = Transaction.read(
                table.control(),
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .select(SOURCE_TABLE.STREAM_ENABLED_BY_US)
                        .from(SOURCE_TABLE)
                        .where(SOURCE_TABLE.ID.eq(table.id()))
                        .fetchSingle()
                        .value1());
        if (!ours) {
            return false;
        }
        table.source().disableStream();
        return true;
    }
}
