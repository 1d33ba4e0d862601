package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.TableRef;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The end of the copy (R4). Stateless; thread-safe. */
public final class Barrier {
    private Barrier() {}

    /**
     * Raises the barrier, once. Done lanes can be neither taken nor written (R1): from here on no backfill write is possible.
     *
     * @return false: a segment is not done, and nothing is changed
     */
    public static boolean raise(DataSource target, TableRef ref, long passId) throws SQLException {
        return Transaction.run(target, Commit.BARRIER_RAISED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            Passes.lockBarrier(sql, passId);
            if (Passes.segmentsLeft(sql, passId) > 0) {
                return false;
            }
            int raised = sql.execute("""
                    update tailrace.pass set barrier_at = clock_timestamp()
                     where id = ? and barrier_at is null and closed_at is null""", passId);
            // A closed pass gets no barrier. One that is up already is in the trail.
            if (raised == 1) {
                Audit.append(
                        connection,
                        ref.migration(),
                        "barrier/" + passId,
                        "tailrace",
                        "BarrierRaised",
                        ref.name(),
                        "{}");
            }
            return true;
        });
    }
}
