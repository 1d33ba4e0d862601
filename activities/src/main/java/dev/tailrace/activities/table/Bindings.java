package dev.tailrace.activities.table;

import dev.tailrace.activities.Stores;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * Binds a migration to the database that it was registered in. A copy of it, such as a branch of Lakebase, has the same control
 * schema: its lanes would read on from where the original was, and an abort there would end the original's stream. Nothing in
 * it says that it is a copy; the address does, which references outside of it lead to. Thread-safe.
 */
public final class Bindings {
    private final Stores stores;
    /** Migrations that were looked at; a pool never leads to another database. */
    private final Map<TableRef, Boolean> bound = new ConcurrentHashMap<>();

    Bindings(Stores stores) {
        this.stores = stores;
    }

    /**
     * The control schema's pool, for a migration that is bound to it.
     *
     * @throws ProblemException coded T014 where it is bound to another database
     */
    DataSource control(TableRef table) {
        var control = stores.postgres(table.control());
        bound.computeIfAbsent(new TableRef(table.migration(), "", table.control()), ref -> {
            check(ref, control);
            return true;
        });
        return control;
    }

    private void check(TableRef ref, DataSource control) {
        var here = stores.identity(ref.control());
        try {
            Transaction.read(
                            control,
                            c -> DSL.using(c, SQLDialect.POSTGRES)
                                    .fetch("select database from tailrace.migration where name = ?", ref.migration()))
                    .forEach(row -> {
                        var problem = problem(ref.migration(), row.get(0, String.class), here);
                        if (problem != null) {
                            throw new ProblemException(problem);
                        }
                    });
        } catch (SQLException e) {
            throw new DataAccessException("Cannot read the control schema", e);
        }
    }

    /**
     * Binds a migration that is being registered, once.
     *
     * @param here the database's identity ({@link Stores#identity})
     * @return T014 where it is bound to another; null where all is well
     */
    public static @Nullable Problem bind(Connection connection, String migration, String here) throws SQLException {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        var bound = sql.fetchSingle(
                        "update tailrace.migration set database = coalesce(database, ?) where name = ? returning database",
                        here,
                        migration)
                .get(0, String.class);
        return problem(migration, bound, here);
    }

    private static @Nullable Problem problem(String migration, @Nullable String bound, String here) {
        return bound == null || bound.equals(here)
                ? null
                : Problem.of(
                        Code.T014,
                        "migration " + migration + " was started in " + bound + ", and this is " + here,
                        "A copy of a database holds a copy of the migration. If it ran there, it would disturb the original.",
                        """
                        Lead every worker to %s. Then run: tailrace retry NAME
                        To try a migration on a copy: see docs/lakebase.md, "On a branch".
                        If this is the same database at a new address, run the statement below in it. Then run: tailrace retry NAME
                        update tailrace.migration set database = '%s' where name = '%s';""".formatted(bound, here.replace("'", "''"), migration));
    }
}
