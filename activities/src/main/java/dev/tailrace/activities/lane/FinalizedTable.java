package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** The end of a table's rollback window: it stays at the target. Stateless; thread-safe. */
public final class FinalizedTable {
    /** Of one transaction. */
    private static final int CHUNK = 2_000;

    private FinalizedTable() {}

    /**
     * Ends recording, the way back and the watching of the stream, once. The row that says who owns the data stays: nothing of ours may
     * write there again.
     *
     * @throws ProblemException coded R020 while an attempt is open, R022 where the target does not own the table
     */
    public static TrailHead end(DataSource control, TableRef ref, long table, String by) throws SQLException {
        SwitchAttempts.expire(control, ref.migration());
        return Transaction.run(control, Commit.SWITCHES_ENDED, connection -> {
            Transaction.queueBriefly(connection);
            Ownership.lock(connection, List.of(table));
            check(connection, ref, table);
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            sql.execute("update tailrace.ownership set recording = false where table_id = ? and recording", table);
            ReversePasses.open(connection, table, Passes.REVERSE).ifPresent(pass -> Passes.close(sql, pass.passId()));
            return Audit.append(
                            connection,
                            NewEvent.of(ref, EventType.TABLE_FINALIZED, "final/" + ref.name())
                                    .by(by))
                    .trail();
        });
    }

    private static void check(Connection connection, TableRef ref, long table) {
        var open = SwitchAttempts.open(connection, ref.migration());
        if (open.isPresent() && open.get().tables().contains(table)) {
            throw new ProblemException(Problem.of(Code.R020, "attempt " + open.get().id(), ""));
        }
        var owner = Ownership.of(connection, table);
        if (owner != Owner.TARGET) {
            throw new ProblemException(
                    Problem.of(Code.R022, "table " + ref.name(), "Its data is owned by " + owner + ", not by TARGET."));
        }
    }

    /** Deletes some of what was recorded and is not wanted any more. Returns false once nothing was left. */
    public static boolean forgetSome(DataSource control, long table) throws SQLException {
        return Transaction.run(control, Commit.PASSES_FORGOTTEN, connection -> DSL.using(connection, SQLDialect.POSTGRES)
                        .execute(
                                """
                                delete from tailrace.outbox where ctid = any (array(
                                  select o.ctid from tailrace.outbox o
                                    join tailrace.ownership w on w.table_id = o.table_id and not w.recording
                                   where o.table_id = ? limit ?))""",
                                table,
                                CHUNK)
                > 0);
    }
}
