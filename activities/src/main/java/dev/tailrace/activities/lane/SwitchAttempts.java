package dev.tailrace.activities.lane;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.cutover.CutoverActivities.Attempt;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptAnswer;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptRequest;
import dev.tailrace.workflows.cutover.CutoverActivities.AttemptState;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Attempts at a cutover or a rollback (R9, R11). An attempt's row decides how it ended: DONE and ABORTED are each one transaction on it,
 * so that exactly one of them happens. Stateless; thread-safe.
 */
public final class SwitchAttempts {
    private static final String FIND = """
            select a.id, a.direction, a.state, a.deadline, a.deadline <= clock_timestamp(), a.begun_by, a.migration,
                   (select array_agg(t.table_id order by t.table_id) from tailrace.attempt_table t where t.attempt = a.id)
              from tailrace.attempt a\
            """;

    private SwitchAttempts() {}

    /**
     * An attempt.
     *
     * @param expired whether its deadline has passed, by the database's clock
     * @param tables of tailrace.source_table, in order
     */
    public record Found(
            long id,
            Direction direction,
            AttemptState state,
            OffsetDateTime deadline,
            boolean expired,
            String by,
            String migration,
            List<Long> tables) {
        public Found {
            tables = List.copyOf(tables);
        }

        /** Whether it may still change something. */
        public boolean isOpen() {
            return state == AttemptState.OPEN && !expired;
        }

        private Attempt shown() {
            return new Attempt(id, deadline.toInstant().toString());
        }
    }

    /** How an attempt stands at this moment. */
    public static Found read(DataSource control, long attempt) throws SQLException {
        return Transaction.read(control, connection -> read(connection, attempt));
    }

    /** As {@link #read(DataSource, long)}. */
    public static Found read(Connection connection, long attempt) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle(FIND + " where a.id = ?", attempt)
                .map(SwitchAttempts::found);
    }

    /** The migration's open attempt, whether its deadline has passed or not. */
    public static Optional<Found> open(Connection connection, String migration) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchOptional(FIND + " where a.migration = ? and a.state = 'OPEN'", migration)
                .map(SwitchAttempts::found);
    }

    /**
     * Locks an attempt's row and reads it in a later statement: what it says holds until the transaction ends. Whoever wants to change
     * the owner of a table, or to end the attempt, asks here first, so a step that was frozen changes nothing when it thaws.
     */
    static Found lock(Connection connection, long attempt) {
        DSL.using(connection, SQLDialect.POSTGRES)
                .fetch("select 1 from tailrace.attempt where id = ? for update", attempt);
        return read(connection, attempt);
    }

    private static Found found(Record row) {
        return new Found(
                row.get(0, Long.class),
                Direction.valueOf(row.get(1, String.class)),
                AttemptState.valueOf(row.get(2, String.class)),
                row.get(3, OffsetDateTime.class),
                row.get(4, Boolean.class),
                row.get(5, String.class),
                row.get(6, String.class),
                Arrays.asList(row.get(7, Long[].class)));
    }

    /**
     * Begins an attempt, or finds the one that the same command began. One that is open beyond its deadline is aborted first, whoever
     * began it.
     *
     * @param migration the tables' migration
     * @param tables of tailrace.source_table
     */
    public static AttemptAnswer begin(DataSource control, String migration, List<Long> tables, AttemptRequest request)
            throws SQLException {
        expire(control, migration);
        return Transaction.run(control, Commit.ATTEMPT_BEGUN, connection -> {
            var begun = insert(connection, migration, tables, request);
            if (begun.isPresent()) {
                Audit.append(connection, event(begun.get(), request));
                return new AttemptAnswer.Begun(begun.get().shown());
            }
            return of(connection, migration, request.command())
                    .<AttemptAnswer>map(known -> known.state() == AttemptState.OPEN
                            ? new AttemptAnswer.Begun(known.shown())
                            : new AttemptAnswer.Ended(known.shown(), known.state()))
                    .orElseGet(() -> new AttemptAnswer.Waiting(new Turn.Stalled(otherIsOpen(connection, migration))));
        });
    }

    private static Optional<Found> of(Connection connection, String migration, long command) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchOptional(FIND + " where a.migration = ? and a.command = ?", migration, command)
                .map(SwitchAttempts::found);
    }

    /** Nothing where the command has an attempt, or another one is open: both are unique indexes, so two that try at once make one. */
    private static Optional<Found> insert(
            Connection connection, String migration, List<Long> tables, AttemptRequest request) {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        return sql.fetchOptional(
                        """
                        insert into tailrace.attempt (migration, command, direction, begun_by, deadline)
                        values (?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?::double precision / 1000))
                        on conflict do nothing returning id""",
                        migration,
                        request.command(),
                        request.direction().name(),
                        request.by(),
                        request.pauseMillis())
                .map(row -> {
                    long id = row.get(0, Long.class);
                    sql.execute(
                            "insert into tailrace.attempt_table (attempt, table_id) select ?, unnest(?::bigint[])",
                            id,
                            tables.toArray(Long[]::new));
                    return read(connection, id);
                });
    }

    private static NewEvent event(Found begun, AttemptRequest request) {
        var payload = JsonNodeFactory.instance
                .objectNode()
                .put("attempt", begun.id())
                .put("deadline", begun.deadline().toInstant().toString());
        request.tables().forEach(table -> payload.withArray("tables").add(table.name()));
        return NewEvent.of(begun.migration(), EventType.ATTEMPT_BEGUN, "attempt/" + begun.id())
                .by(request.by())
                .ending(begun.direction().name())
                .with(payload);
    }

    private static Problem otherIsOpen(Connection connection, String migration) {
        var other = open(connection, migration);
        return Problem.of(
                Code.R020,
                other.map(o -> "attempt %d, a %s of %s".formatted(o.id(), o.direction(), o.by()))
                        .orElse("another attempt"),
                other.map(o -> "It is open until " + o.deadline().toInstant() + ".")
                        .orElse("It has just ended."));
    }

    /** Aborts the migration's attempt that is open beyond its deadline, whoever began it. Returns whether one was. */
    public static boolean expire(DataSource control, String migration) throws SQLException {
        var late = Transaction.read(control, connection -> open(connection, migration))
                .filter(Found::expired);
        if (late.isPresent()) {
            AbortedAttempt.abort(control, late.get().id(), "its deadline passed");
        }
        return late.isPresent();
    }

    /** Ends an attempt in the caller's transaction, which has its row locked. */
    static void end(Connection connection, long attempt, AttemptState how, String reason) {
        DSL.using(connection, SQLDialect.POSTGRES)
                .execute(
                        "update tailrace.attempt set state = ?, ended_at = clock_timestamp(), reason = nullif(?, '') where id = ?",
                        how.name(),
                        reason,
                        attempt);
    }
}
