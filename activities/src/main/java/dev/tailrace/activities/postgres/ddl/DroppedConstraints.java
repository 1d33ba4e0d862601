package dev.tailrace.activities.postgres.ddl;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.index.IndexBuild;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * UNIQUE and foreign keys across items, which R5 forbids while the source owns the data: DynamoDB orders changes of one item only, so rows
 * come in an order that such a constraint may refuse. A rollback drops them in its ownership transaction and writes them down. Stateless;
 * thread-safe.
 */
public final class DroppedConstraints {
    /** Foreign keys first: one may refer to a unique constraint. A unique index that is no constraint's is stored as its statement. */
    private static final String FIND = """
            with target as (
              select t.table_id, t.name, c.oid as relation, c.oid::regclass::text as relation_name, n.nspname
                from tailrace.target_table t
                join pg_namespace n on n.nspname = t.schema_name
                join pg_class c on c.relnamespace = n.oid and c.relname = t.name
               where t.table_id = any(?))
            select t.table_id, t.name, k.conname::text, pg_get_constraintdef(k.oid),
                   format('alter table %s drop constraint %I', t.relation_name, k.conname), k.contype = 'f' as refers
              from target t join pg_constraint k on k.conrelid = t.relation
             where k.contype in ('f', 'u', 'x') and k.conparentid = 0
            union all
            select t.table_id, t.name, x.relname::text, pg_get_indexdef(i.indexrelid),
                   format('drop index %I.%I', t.nspname, x.relname), false
              from target t
              join pg_index i on i.indrelid = t.relation and i.indisunique
              join pg_class x on x.oid = i.indexrelid
             where not exists (select from pg_constraint k where k.conindid = i.indexrelid and k.conrelid = t.relation)
               and not exists (select from pg_inherits h where h.inhrelid = i.indexrelid)
             order by refers desc, 1, 2, 3""";

    private static final String UNIQUE = "UNIQUE ";
    private static final String NULLS = "NULLS NOT DISTINCT ";

    private DroppedConstraints() {}

    /** Drops them, in a transaction that waits but a moment for locks. @param tables of tailrace.source_table */
    public static void drop(Connection connection, List<Long> tables) {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        for (var found : sql.fetch(FIND, (Object) tables.toArray(Long[]::new))) {
            sql.execute(
                    """
                    insert into tailrace.dropped_constraint (table_id, target, name, definition) values (?, ?, ?, ?)
                    on conflict (table_id, target, name) do update
                       set definition = excluded.definition, dropped_at = clock_timestamp()""",
                    found.get(0, Long.class),
                    found.get(1, String.class),
                    found.get(2, String.class),
                    found.get(3, String.class));
            sql.execute(found.get(4, String.class));
        }
    }

    /**
     * Puts those of a table back, while writers go on: indexes concurrently, foreign keys first unproven and then proven. Each is struck off
     * once it is there.
     */
    public static Turn restore(DataSource target, TableRef ref, long table, Heartbeat heartbeat)
            throws SQLException, InterruptedException {
        for (var dropped : dropped(target, table)) {
            if (heartbeat.stopRequested()) {
                return new Turn.Yielded();
            }
            try {
                restore(target, dropped, heartbeat);
            } catch (SQLException refused) {
                if (!isOfRows(refused)) {
                    throw refused;
                }
                var what = "constraint %s of %s: %s".formatted(dropped.name(), dropped.on(), dropped.definition());
                return new Turn.Blocked(Problem.of(Code.R038, what, "Rows break it (%s).".formatted(refused.getSQLState())));
            }
            strike(target, ref, table, dropped);
        }
        return new Turn.Done();
    }

    /** @param on the target table, quoted, with its schema */
    private record Dropped(String target, String on, String name, String definition) {}

    private static List<Dropped> dropped(DataSource target, long table) throws SQLException {
        return Transaction.read(target, connection -> sql(connection)
                .fetch("""
                        select d.target, t.schema_name, d.name, d.definition
                          from tailrace.dropped_constraint d
                          join tailrace.target_table t on t.table_id = d.table_id and t.name = d.target
                         where d.table_id = ? order by d.definition like 'FOREIGN%', d.target, d.name""", table)
                .map(DroppedConstraints::dropped));
    }

    private static Dropped dropped(Record row) {
        var target = row.get(0, String.class);
        return new Dropped(
                target,
                Identifiers.qualified(row.get(1, String.class), target),
                row.get(2, String.class),
                row.get(3, String.class));
    }

    private static void restore(DataSource target, Dropped dropped, Heartbeat heartbeat)
            throws SQLException, InterruptedException {
        var build = new IndexBuild(target, heartbeat);
        var name = Identifiers.quote(dropped.name());
        var definition = dropped.definition();
        if (definition.startsWith("CREATE UNIQUE INDEX ")) {
            build.execute(definition.replaceFirst("^CREATE UNIQUE INDEX ", "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS "));
            return;
        }
        if (isThere(target, dropped)) {
            return;
        }
        if (definition.startsWith(UNIQUE)) {
            build.execute("DROP INDEX CONCURRENTLY IF EXISTS " + index(dropped));
            build.execute("CREATE UNIQUE INDEX CONCURRENTLY %s ON %s %s".formatted(name, dropped.on(), columns(definition)));
            add(target, "alter table %s add constraint %s unique using index %s%s"
                    .formatted(dropped.on(), name, name, deferrable(definition)));
        } else if (definition.startsWith("FOREIGN KEY")) {
            add(target, "alter table %s add constraint %s %s not valid".formatted(dropped.on(), name, definition));
            build.execute("alter table %s validate constraint %s".formatted(dropped.on(), name));
        } else {
            add(target, "alter table %s add constraint %s %s".formatted(dropped.on(), name, definition));
        }
    }

    private static String index(Dropped dropped) {
        return dropped.on().substring(0, dropped.on().lastIndexOf(Identifiers.quote(dropped.target())))
                + Identifiers.quote(dropped.name());
    }

    /** As an index has it: what tells NULLs apart comes last there. */
    private static String columns(String definition) {
        var rest = definition.substring(UNIQUE.length()).replaceFirst(" DEFERRABLE.*$", "");
        return rest.startsWith(NULLS) ? rest.substring(NULLS.length()) + " " + NULLS.strip() : rest;
    }

    private static String deferrable(String definition) {
        int at = definition.indexOf(" DEFERRABLE");
        return at < 0 ? "" : definition.substring(at);
    }

    private static boolean isThere(DataSource target, Dropped dropped) throws SQLException {
        return Transaction.read(target, connection -> sql(connection)
                .fetchSingle(
                        "select exists (select from pg_constraint where conrelid = to_regclass(?) and conname = ? and convalidated)",
                        dropped.on(),
                        dropped.name())
                .get(0, Boolean.class));
    }

    private static void add(DataSource target, String ddl) throws SQLException {
        Transaction.run(target, Commit.CONSTRAINT_RESTORED, connection -> {
            Transaction.queueBriefly(connection);
            try (var statement = connection.createStatement()) {
                return statement.execute(ddl);
            }
        });
    }

    private static void strike(DataSource target, TableRef ref, long table, Dropped dropped) throws SQLException {
        Transaction.run(target, Commit.CONSTRAINT_RESTORED, connection -> {
            var struck = sql(connection)
                    .fetchOptional(
                            "delete from tailrace.dropped_constraint where table_id = ? and target = ? and name = ?"
                                    + " returning extract(epoch from dropped_at)::text",
                            table,
                            dropped.target(),
                            dropped.name());
            if (struck.isPresent()) {
                var once = "constraint/%s/%s/%s".formatted(dropped.on(), dropped.name(), struck.get().get(0, String.class));
                Audit.append(
                        connection,
                        NewEvent.of(ref, EventType.CONSTRAINT_RESTORED, once)
                                .with("constraint", dropped.name())
                                .with("on", dropped.on()));
            }
            return dropped;
        });
    }

    private static boolean isOfRows(SQLException refused) {
        return "23505".equals(refused.getSQLState()) || "23503".equals(refused.getSQLState());
    }

    private static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
