package dev.tailrace.activities.migration;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Stores;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.ListedShard;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.lane.RegistrationEvents;
import dev.tailrace.activities.lane.ShardLanes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.plan.Plans;
import dev.tailrace.activities.plan.TablePlan;
import dev.tailrace.activities.postgres.index.RunningBuilds;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.trail.TrailDigest;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableActivities.Preparation;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Opens passes (R0, R12). Everything is checked before anything is made; each step is idempotent, so a retry goes on where a
 * crash left off. Thread-safe.
 */
final class PassOpener {
    /** Segments of one activity at most: to schedule one costs about as much as a small page. */
    private static final int TOGETHER = 16;

    private static final Set<String> PASSES_BY_ITSELF = Set.of(
            Code.S002.id(),
            Code.S006.id(),
            Code.S007.id(),
            Code.S011.id(),
            Code.T001.id(),
            Code.T015.id(),
            Code.T016.id());

    /** How many capture activities share a table's shards. */
    private static final int CAPTURE_GROUPS = 2;

    private final EngineOptions options;
    private final Planning planning;

    PassOpener(EngineOptions options, Stores stores) {
        this(options, table -> Plans.of(stores, table));
    }

    PassOpener(EngineOptions options, Planning planning) {
        this.options = options;
        this.planning = planning;
    }

    /** Where a pass's plan comes from. */
    interface Planning {
        TablePlan plan(LoadedTable table);
    }

    /** @param newPass see {@link Preparation} */
    Prepared prepare(LoadedTable table, int newPass) throws SQLException, InterruptedException {
        var newest = newest(table);
        int number = newPass;
        if (newest != null) {
            if (newest.closedAt() == null && newest.number() >= number) {
                return open(table, newest);
            }
            closeAndEmpty(table, newest);
            number = Math.max(number, newest.number() + 1);
        }
        int wanted = number;
        return switch (planning.plan(table)) {
            case TablePlan.Refused refused -> new Prepared.Waiting(waiting(refused.problems()));
            case TablePlan.Ready plan -> begin(table, plan, wanted);
        };
    }

    private static @Nullable Pass newest(LoadedTable table) throws SQLException {
        return Passes.newest(table.target(), table.id()).orElse(null);
    }

    /** One turn for several problems: it passes by itself only if all of them do. */
    private static Turn waiting(List<Problem> problems) {
        var whole = Problem.all(problems);
        return problems.stream().allMatch(p -> PASSES_BY_ITSELF.contains(p.code()))
                ? new Turn.Stalled(whole)
                : new Turn.Blocked(whole);
    }

    private Prepared begin(LoadedTable table, TablePlan.Ready plan, int number)
            throws SQLException, InterruptedException {
        makeTargets(table, plan, number);
        var streamArn = plan.streamArn();
        if (streamArn == null) {
            streamArn = enableStream(table);
            if (streamArn == null) {
                return new Prepared.Waiting(new Turn.Stalled(
                        Problem.of(Code.S007, "table " + table.ref().name() + ": its stream is being enabled", "")));
            }
        }
        // R0: change capture is observed on, a settling pause passes, the shards are listed; only then are there
        // segments to read.
        Thread.sleep(options.settle());
        var shards = table.source().shards(streamArn);
        var pass = record(table, plan, number, streamArn, shards);
        return open(table, pass);
    }

    /** Null where the table or its stream is not ready yet. Remembered first, so that an abort can undo it. */
    private static @Nullable String enableStream(LoadedTable table) throws SQLException {
        Transaction.run(
                table.control(),
                Commit.STREAM_CLAIMED,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .execute(
                                "update tailrace.source_table set stream_enabled_by_us = true where id = ?",
                                table.id()));
        return table.source().enableStream();
    }

    private static void makeTargets(LoadedTable table, TablePlan.Ready plan, int number) throws SQLException {
        Transaction.run(table.target(), Commit.TARGETS_MADE, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            // Two tables that create their schema at once fail in spite of IF NOT EXISTS (23505).
            sql.fetch("select pg_advisory_xact_lock(hashtext('tailrace'), hashtext(?))", table.schema());
            // The trail's lock comes before the rows of target tables' owners, as where a file is replaced.
            Audit.append(connection, targetsMade(table, plan, number));
            for (var target : table.mapper().tables()) {
                own(sql, table, target.name());
            }
            Transaction.queueBriefly(connection);
            try (var statement = connection.createStatement()) {
                for (var ddl : plan.ddl()) {
                    statement.execute(ddl);
                }
            }
            return plan;
        });
    }

    /** Which statements: those that a plan prints, by their digest. */
    private static NewEvent targetsMade(LoadedTable table, TablePlan.Ready plan, int number) {
        var digest = TrailDigest.of(String.join("\n", plan.ddl()).getBytes(StandardCharsets.UTF_8));
        var event = NewEvent.of(
                        table.ref(),
                        EventType.TARGETS_MADE,
                        "targets/" + table.ref().name() + "/" + number + "/" + digest)
                .with("schema", table.schema())
                .with("statements", Integer.toString(plan.ddl().size()))
                .with("sha256", digest);
        table.mapper()
                .tables()
                .forEach(target -> event.payload().withArray("tables").add(target.name()));
        return event;
    }

    /** A target table belongs to one source table (R6); the plan said so a moment ago, this makes sure. */
    private static void own(DSLContext sql, LoadedTable table, String target) {
        long owner = sql.fetchSingle("""
            insert into tailrace.target_table as t (schema_name, name, table_id) values (?, ?, ?)
            on conflict (schema_name, name) do update set table_id = t.table_id returning table_id\
            """, table.schema(), target, table.id()).get(0, Long.class);
        if (owner != table.id()) {
            throw new IllegalStateException("Cannot write to " + target + ": another migration has just taken it.");
        }
    }

    private static Pass record(
            LoadedTable table, TablePlan.Ready plan, int number, String streamArn, List<ListedShard> shards)
            throws SQLException {
        return Transaction.run(table.target(), Commit.PASS_OPENED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            Audit.lock(connection, table.ref().migration());
            refuseAfterAbort(sql, table);
            // Looked for, not left to the insert: that would wait for whoever is changing the pass, and may want the
            // trail.
            var newest = Passes.newest(sql, table.id());
            return newest != null && newest.number() >= number
                    ? newest
                    : insert(connection, table, plan, number, streamArn, shards);
        });
    }

    /** The caller has the migration's trail locked, so that no one else opens a pass meanwhile. */
    private static Pass insert(
            Connection connection,
            LoadedTable table,
            TablePlan.Ready plan,
            int number,
            String streamArn,
            List<ListedShard> shards)
            throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        boolean consistent = table.spec().backfill().consistent();
        long passId = sql.fetchSingle(
                        """
                        insert into tailrace.pass
                               (table_id, number, segments, copy_window, stream_arn, consistent, estimated, opened_at)
                        values (?, ?, ?, ?, ?, ?, ?, clock_timestamp()) returning id\
                        """,
                        table.id(),
                        number,
                        plan.segments(),
                        plan.window(),
                        streamArn,
                        consistent,
                        plan.estimatedItems())
                .get(0, Long.class);
        Passes.makeLanes(connection, passId, plan.segments());
        ShardLanes.recordFirst(connection, passId, shards, consistent);
        sql.execute(
                "update tailrace.source_table set units_per_second = coalesce(units_per_second, ?::double precision)"
                        + " where id = ?",
                plan.unitsPerSecond(),
                table.id());
        RegistrationEvents.build(connection, table.ref().migration());
        Audit.append(
                connection,
                NewEvent.of(table.ref(), EventType.PASS_OPENED, opened(table.ref(), number))
                        .with(JsonNodeFactory.instance.objectNode().put("pass", number)));
        return Passes.get(sql, passId);
    }

    /** A late attempt of an aborted migration opens nothing. */
    private static void refuseAfterAbort(DSLContext sql, LoadedTable table) {
        var migration = table.ref().migration();
        if (sql.fetchSingle("select aborted_at is not null from tailrace.migration where name = ?", migration)
                .get(0, Boolean.class)) {
            throw new IllegalStateException("Cannot open a pass: migration " + migration + " was aborted.");
        }
    }

    private static String opened(TableRef ref, int number) {
        return "pass/" + ref.name() + "/" + number;
    }

    /**
     * R12: in one transaction, so that no lane of the old pass can write into the emptied tables. Where someone reads one of them for
     * long, it is undone and tried again later: those who want to read it meanwhile are not to wait.
     */
    private static void closeAndEmpty(LoadedTable table, Pass old) throws SQLException {
        RunningBuilds.cancel(table);
        Transaction.run(table.target(), Commit.PASS_CLOSED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            if (Passes.close(sql, old.id())) {
                Transaction.queueBriefly(connection);
                for (var target : table.mapper().tables()) {
                    empty(sql, Identifiers.qualified(table.schema(), target.name()));
                }
            }
            return old;
        });
    }

    /** With its partitions, but not with tables that inherit from it: those are someone else's. */
    private static void empty(DSLContext sql, String table) {
        boolean partitioned = sql.fetchSingle("select relkind = 'p' from pg_class where oid = ?::regclass", table)
                .get(0, Boolean.class);
        sql.execute("truncate table " + (partitioned ? "" : "only ") + table);
    }

    private static Prepared open(LoadedTable table, Pass pass) throws SQLException {
        var event = Transaction.read(
                table.control(),
                c -> Optional.ofNullable(Audit.find(c, table.ref().migration(), opened(table.ref(), pass.number()))));
        return new Prepared.Open(
                pass.id(),
                pass.number(),
                pass.segments(),
                pass.window(),
                CAPTURE_GROUPS,
                table.spec().tokens(),
                TOGETHER,
                table.spec().indexes(),
                table.spec().verification(),
                event.orElse(null));
    }
}
