package dev.tailrace.activities.postgres.guard;

import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Ownership;
import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** Puts guard and recorder on the targets of a source table, and takes them off. Each is one transaction. Stateless; thread-safe. */
public final class Guard {
    private Guard() {}

    /**
     * Puts on what is missing, and remembers it. Idempotent. While the source owns the data it begins afresh; later, what the triggers have
     * missed before they were put back stays written down ({@link GuardState#unrecorded}). It waits for those who have written the tables,
     * and for their locks but a moment.
     *
     * @return the event by which the guard was put on last
     * @throws ProblemException coded T033 where a table cannot have it
     * @throws SQLException 55P03 where someone had written and did not end: try again
     */
    public static TrailHead arm(LoadedTable table) throws SQLException {
        return Transaction.run(table.target(), Commit.GUARD_ARMED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            Transaction.queueBriefly(connection);
            // Before the trail, as a switch takes them. Nobody changes the owner until this ends. Shared, as writers have it, who
            // hold the tables that this waits for.
            sql.fetch("select 1 from tailrace.ownership where table_id = ? for share", table.id());
            Audit.lock(connection, table.ref().migration());
            var role = sql.fetchSingle("select session_user::text").get(0, String.class);
            sql.execute(
                    "insert into tailrace.ownership (table_id, engine_role) values (?, ?) on conflict (table_id) do nothing",
                    table.id(),
                    role);
            keepWhatWasMissed(connection, sql, table);
            boolean otherRole = sql.execute(
                            "update tailrace.ownership set engine_role = ? where table_id = ? and engine_role <> ?",
                            role,
                            table.id(),
                            role)
                    > 0;
            boolean changed = false;
            for (var target : table.mapper().tables()) {
                var guard = new GuardSql(table, target);
                changed |= new GuardMaker(sql, guard, role).make(otherRole);
            }
            return event(connection, table.ref(), EventType.GUARD_ARMED, changed);
        });
    }

    private static void keepWhatWasMissed(Connection connection, DSLContext sql, LoadedTable table) {
        if (Ownership.of(connection, table.id()) == Owner.SOURCE) {
            sql.execute("delete from tailrace.unrecorded where table_id = ?", table.id());
        } else {
            for (var reason : GuardState.read(connection, table).unrecorded()) {
                sql.execute(
                        "insert into tailrace.unrecorded (table_id, reason) values (?, ?) on conflict do nothing",
                        table.id(),
                        reason);
            }
        }
        sql.execute("delete from tailrace.guarded where table_id = ?", table.id());
    }

    /**
     * Takes off what is there: the targets take any write, and record none. Idempotent. Whose the data is stays written down, unless it is
     * the source's: what looks at the owner before it empties a target must not take it for the source's.
     *
     * @throws ProblemException coded T034 while the target is fenced: it would let writes pass that the source does not get
     * @throws SQLException 55P03 where someone had written and did not end: try again
     */
    public static void disarm(DataSource target, TableRef table, long id) throws SQLException {
        Transaction.run(target, Commit.GUARD_DISARMED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            Transaction.queueBriefly(connection);
            if (sql.fetch("select 1 from tailrace.ownership where table_id = ? for share", id)
                    .isEmpty()) {
                return id;
            }
            var owner = Ownership.of(connection, id);
            if (owner == Owner.FENCED) {
                throw new ProblemException(Problem.of(
                        Code.T034,
                        "table " + table.name(),
                        "A rollback is under way, and nobody may write the target.",
                        "Wait until it has ended."));
            }
            Audit.lock(connection, table.migration());
            boolean changed = GuardMaker.unmake(sql, id);
            if (owner == Owner.SOURCE) {
                sql.execute("delete from tailrace.ownership where table_id = ?", id);
            } else {
                sql.execute("update tailrace.ownership set recording = false where table_id = ?", id);
            }
            return event(connection, table, EventType.GUARD_DISARMED, changed);
        });
    }

    /** One event for each change, whatever was retried: a repeated call finds nothing to change. */
    private static TrailHead event(Connection connection, TableRef table, EventType type, boolean changed)
            throws SQLException {
        int before = DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle(
                        "select count(*)::int from tailrace.audit where migration = ? and table_name = ? and type = ?",
                        table.migration(),
                        table.name(),
                        type.persisted())
                .get(0, Integer.class);
        int number = changed || before == 0 ? before + 1 : before;
        return Audit.append(connection, NewEvent.of(table, type, type.persisted() + "/" + table.name() + "/" + number))
                .trail();
    }
}
