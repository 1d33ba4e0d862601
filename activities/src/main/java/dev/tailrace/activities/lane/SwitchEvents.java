package dev.tailrace.activities.lane;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What the audit trail tells of attempts, each once (I10). */
final class SwitchEvents {
    private SwitchEvents() {}

    /** How an attempt that is over ended: its passes and its event, as the step that ended it answered. */
    static SwitchOutcome ended(Connection connection, Found attempt) throws SQLException {
        boolean aborted = attempt.state() == AttemptState.ABORTED;
        var kind = attempt.direction() == Direction.CUTOVER ? Passes.REVERSE : Passes.FORWARD;
        return new SwitchOutcome.Stands(
                attempt.state(),
                aborted ? openOfFenced(connection, attempt) : open(connection, attempt, kind),
                aborted
                        ? Audit.find(connection, attempt.migration(), "abort/" + attempt.id())
                        : ownerChanged(connection, attempt));
    }

    /** Where a rollback was aborted, its tables have the reverse passes that are open now. */
    private static List<SwitchOutcome.OpenPass> openOfFenced(Connection connection, Found attempt) {
        return attempt.direction() == Direction.ROLLBACK ? open(connection, attempt, Passes.REVERSE) : List.of();
    }

    private static List<SwitchOutcome.OpenPass> open(Connection connection, Found attempt, String kind) {
        return attempt.tables().stream()
                .flatMap(table -> ReversePasses.open(connection, table, kind).stream())
                .toList();
    }

    private static @Nullable TrailHead ownerChanged(Connection connection, Found attempt) throws SQLException {
        return attempt.tables().isEmpty()
                ? null
                : Audit.find(
                        connection,
                        attempt.migration(),
                        changed(attempt, attempt.tables().getLast()));
    }

    static NewEvent aborted(Found attempt, String reason) {
        return NewEvent.of(attempt.migration(), EventType.ATTEMPT_ABORTED, "abort/" + attempt.id())
                .ending(attempt.direction().name())
                .with("attempt", Long.toString(attempt.id()))
                .with("reason", reason);
    }

    /** One event for each table of the attempt. Returns the last one. */
    static @Nullable TrailHead fenced(Connection connection, Found attempt) throws SQLException {
        TrailHead last = null;
        for (long table : attempt.tables()) {
            var once = "fence/" + attempt.id() + "/" + table;
            last = Audit.append(connection, of(connection, attempt, table, EventType.TARGET_FENCED, once))
                    .trail();
        }
        return last;
    }

    static @Nullable TrailHead fencedAlready(Connection connection, Found attempt) throws SQLException {
        return Audit.find(
                connection,
                attempt.migration(),
                "fence/" + attempt.id() + "/" + attempt.tables().getLast());
    }

    /** One event for each table of the attempt. Returns the last one. @param passes that were opened with it */
    static @Nullable TrailHead changed(
            Connection connection, Found attempt, Owner to, List<SwitchOutcome.OpenPass> passes) throws SQLException {
        TrailHead last = null;
        for (var pass : passes) {
            var event = of(connection, attempt, pass.table(), EventType.OWNER_CHANGED, changed(attempt, pass.table()))
                    .ending(to.name());
            event.payload().put("pass", pass.passId()).put("number", pass.number());
            last = Audit.append(connection, event).trail();
        }
        return last;
    }

    private static String changed(Found attempt, long table) {
        return "owner/" + attempt.id() + "/" + table;
    }

    private static NewEvent of(Connection connection, Found attempt, long table, EventType type, String once) {
        var name = DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle("select name from tailrace.source_table where id = ?", table)
                .get(0, String.class);
        return new NewEvent(
                attempt.migration(),
                name,
                type,
                once,
                attempt.by(),
                null,
                JsonNodeFactory.instance.objectNode().put("attempt", attempt.id()));
    }
}
