package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.table.TableRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * The end of the lanes that write the source: closed here first, and then in their items (R20). A lane is <i>closed</i> here from the moment
 * on at which its item may be, and <i>done</i> once it is. Stateless; thread-safe.
 */
public final class ClosedLanes {
    private ClosedLanes() {}

    /** A lane whose item is to be closed. @param number of {@code reverse/N} */
    public record Unclosed(long passId, int number) {}

    /**
     * Closes the router's and the writers' lanes of an attempt's tables, once nothing is left for them. An attempt that is over closes
     * none.
     */
    public static SwitchOutcome close(DataSource control, long attempt) throws SQLException {
        return Transaction.run(control, Commit.REVERSE_LANES_CLOSED, connection -> {
            var found = SwitchAttempts.lock(connection, attempt);
            return found.isOpen() ? close(connection, found) : SwitchEvents.ended(connection, found);
        });
    }

    private static SwitchOutcome close(Connection connection, Found attempt) {
        var left = TargetFence.isFencedBy(attempt, Ownership.guarded(connection, attempt.tables()))
                ? MoveConditions.undrained(connection, attempt.id())
                : List.of("the target is not fenced by this attempt");
        if (!left.isEmpty()) {
            return new SwitchOutcome.Left(left);
        }
        var sql = sql(connection);
        for (long table : attempt.tables()) {
            ReversePasses.open(connection, table, Passes.REVERSE).ifPresent(pass -> close(sql, pass.passId()));
        }
        return new SwitchOutcome.Stands(AttemptState.OPEN, List.of(), null);
    }

    private static void close(DSLContext sql, long passId) {
        sql.fetch(
                "select 1 from tailrace.lane where pass_id = ? and kind in ('reverse', 'route') order by name for update",
                passId);
        sql.execute(
                "update tailrace.lane set closed = true where pass_id = ? and kind in ('reverse', 'route') and not closed",
                passId);
    }

    /** Lanes of a table that are closed here, and whose items may not be. */
    public static List<Unclosed> unclosed(DataSource control, long table) throws SQLException {
        return Transaction.read(control, connection -> sql(connection)
                .fetch("""
                        select l.pass_id, l.name from tailrace.lane l join tailrace.pass p on p.id = l.pass_id
                         where p.table_id = ? and p.kind = 'REVERSE' and l.kind = 'reverse' and l.closed and not l.done
                         order by l.pass_id, l.name""", table)
                .map(row -> new Unclosed(row.get(0, Long.class), number(row.get(1, String.class)))));
    }

    private static int number(String lane) {
        return Integer.parseInt(lane.substring(lane.indexOf('/') + 1));
    }

    /** The items of these lanes are closed: what was sent before can land no more. */
    public static void itemsAreClosed(DataSource control, TableRef table, long passId) throws SQLException {
        Transaction.run(control, Commit.REVERSE_ITEMS_CLOSED, connection -> {
            sql(connection)
                    .execute(
                            "update tailrace.lane set done = true where pass_id = ? and kind = 'reverse' and closed and not done",
                            passId);
            var once = "reverse-closed/" + passId;
            return Audit.append(connection, NewEvent.of(table, EventType.REVERSE_CLOSED, once));
        });
    }

    private static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
