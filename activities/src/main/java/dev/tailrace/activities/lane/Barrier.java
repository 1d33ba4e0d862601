package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** The end of the copy (R4). Stateless; thread-safe. */
public final class Barrier {
    private Barrier() {}

    /** Every segment is done. @param trail the event that the barrier was raised; null where the pass was closed before that */
    public record Raised(@Nullable TrailHead trail) {}

    /**
     * Raises the barrier, once. Done lanes can be neither taken nor written (R1): from here on no backfill write is possible.
     *
     * @return empty: a segment is not done, and nothing is changed
     */
    public static Optional<Raised> raise(DataSource target, TableRef ref, long passId) throws SQLException {
        return Transaction.run(target, Commit.BARRIER_RAISED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            Passes.lockBarrier(sql, passId);
            if (Passes.segmentsLeft(sql, passId) > 0) {
                return Optional.empty();
            }
            int raised = sql.execute("""
                    update tailrace.pass set barrier_at = clock_timestamp()
                     where id = ? and barrier_at is null and closed_at is null""", passId);
            var once = "barrier/" + passId;
            // A closed pass gets no barrier. One that is up already is in the trail.
            return Optional.of(new Raised(
                    raised == 1
                            ? Audit.append(connection, NewEvent.of(ref, EventType.BARRIER_RAISED, once))
                                    .trail()
                            : Audit.find(connection, ref.migration(), once)));
        });
    }
}
