package dev.tailrace.activities.lane;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;

/**
 * Who stands in the way of a switch: sessions that have passed a guard and not ended, or that hold a target table.
 *
 * @param pids of sessions, which can be ended
 * @param shown one line each, without what they do: it may hold values
 */
public record LockHolders(List<Integer> pids, List<String> shown) {
    public LockHolders {
        pids = List.copyOf(pids);
        shown = List.copyOf(shown);
    }

    private static final String DENIED = "42501";

    private static final String SESSIONS = """
            select distinct a.pid, a.application_name, a.usename, a.state, a.xact_start
              from pg_locks l
              join pg_stat_activity a on a.pid = l.pid
             where l.granted and a.pid <> pg_backend_pid() and %s
             order by a.xact_start, a.pid""";

    /** Of two keys, in this database: an ownership lock of one of the tables. */
    private static final String OWNERSHIP = """
            l.locktype = 'advisory' and l.objsubid = 2 and l.classid = ?::bigint::oid and l.objid::bigint = any(?)
               and l.database = (select oid from pg_database where datname = current_database())""";

    private static final String RELATIONS = """
            l.locktype = 'relation' and l.database = (select oid from pg_database where datname = current_database())
               and l.relation in (select to_regclass(format('%%I.%%I', t.schema_name, t.name)) from tailrace.target_table t
                                   where t.table_id = any(?))""";

    private static final String PREPARED = """
            select gid, owner, prepared from pg_prepared_xacts where database = current_database() order by prepared""";

    /** Those in the way of an attempt at this moment. */
    public static LockHolders of(DataSource control, long attempt) throws SQLException {
        return Transaction.read(control, connection -> {
            var tables = SwitchAttempts.read(connection, attempt).tables().toArray(Long[]::new);
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            var pids = new ArrayList<Integer>();
            var shown = new ArrayList<String>();
            sessions(sql, SESSIONS.formatted(OWNERSHIP), pids, shown, Ownership.lockClass(), tables);
            if (pids.isEmpty()) {
                sessions(sql, SESSIONS.formatted(RELATIONS.formatted()), pids, shown, (Object) tables);
            }
            shown.addAll(prepared(sql));
            if (shown.isEmpty()) {
                shown.add("a lock of capture was not free in time");
            }
            return new LockHolders(pids, shown);
        });
    }

    /** Transactions that are prepared to be committed later: they keep their locks over restarts, and only a person can end them. */
    static List<String> prepared(DSLContext sql) {
        return sql.fetch(PREPARED)
                .map(row -> "prepared transaction %s of %s, since %s: commit or roll it back"
                        .formatted(row.get(0, String.class), row.get(1, String.class), row.get(2, String.class)));
    }

    private static void sessions(
            DSLContext sql, String query, List<Integer> pids, List<String> shown, Object... bindings) {
        for (var row : sql.fetch(query, bindings)) {
            pids.add(row.get(0, Integer.class));
            shown.add("session %s (%s of %s, %s) since %s"
                    .formatted(
                            row.get(0, String.class),
                            row.get(1, String.class),
                            row.get(2, String.class),
                            row.get(3, String.class),
                            row.get(4, String.class)));
        }
    }

    /**
     * Ends the sessions that hold ownership locks.
     *
     * @throws SQLException 42501 where the role may not end one of them
     */
    public void terminate(DataSource control) throws SQLException {
        Transaction.read(
                control,
                connection -> DSL.using(connection, SQLDialect.POSTGRES)
                        .fetch("select pg_terminate_backend(pid) from unnest(?::int[]) pid", (Object)
                                pids.toArray(Integer[]::new)));
    }
}
