package dev.tailrace.activities.lane;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableActivities.VerbRecord;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** What is written down of a table's life: phases, verbs, operator settings. Each once, whatever is retried (I10). */
public final class Ledger {
    private Ledger() {}

    /** The event, as it stands; null where a later change of phase was written before. */
    public static @Nullable TrailHead phase(DataSource control, PhaseChange change) throws SQLException {
        var event = Transaction.run(control, Commit.PHASE_CHANGED, connection -> {
            Audit.lock(connection, change.table().migration());
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            int changed = sql.execute(
                    """
                    update tailrace.source_table set phase = ?, phase_seq = ?
                     where migration = ? and name = ? and phase_seq < ?""",
                    change.to().name(),
                    change.seq(),
                    change.table().migration(),
                    change.table().name(),
                    change.seq());
            var once = "phase/" + change.table().name() + "/" + change.seq();
            if (changed == 0) {
                return Optional.ofNullable(Audit.find(connection, change.table().migration(), once));
            }
            var phase = NewEvent.of(change.table(), EventType.PHASE_CHANGED, once)
                    .by(change.actor())
                    .with("from", change.from().name())
                    .with("to", change.to().name())
                    .with("reason", change.reason());
            return Optional.of(Audit.append(connection, phase).trail());
        });
        return event.orElse(null);
    }

    /** A retry also accepts the items in quarantine so far: as many again may follow (R7's budget). */
    public static TrailHead verb(DataSource control, VerbRecord verb) throws SQLException {
        return Transaction.run(control, Commit.VERB_RECORDED, connection -> {
            var once = "verb/" + verb.table().name() + "/" + verb.id();
            var event = Audit.append(
                    connection,
                    NewEvent.of(verb.table(), EventType.VERB, once)
                            .by(verb.actor())
                            .with("verb", verb.verb())
                            .with("input", verb.input()));
            if (event.first() && verb.verb().equals("retry")) {
                DSL.using(connection, SQLDialect.POSTGRES)
                        .execute("""
                                update tailrace.source_table t
                                   set quarantine_accepted = (select count(*) from tailrace.quarantine q
                                                                join tailrace.pass p on p.id = q.pass_id
                                                               where p.table_id = t.id and p.closed_at is null)
                                 where t.migration = ? and t.name = ?""", verb.table().migration(), verb.table().name());
            }
            return event.trail();
        });
    }

    /**
     * In their order: an attempt that was frozen must not undo what the operator has said since.
     *
     * @return the event that the backfill stands back for capture, or no longer; null where it says nothing of that
     */
    public static @Nullable TrailHead steer(DataSource control, Steering steering) throws SQLException {
        var event = Transaction.run(control, Commit.STEERED, connection -> {
            // The trail's lock comes before the table's row.
            var gaveWay = Optional.ofNullable(gaveWay(connection, steering));
            DSL.using(connection, SQLDialect.POSTGRES)
                    .execute(
                            """
                            update tailrace.source_table
                               set steer_sequence = ?,
                                   copy_paused = coalesce(?::boolean, copy_paused),
                                   capture_paused = coalesce(?::boolean, capture_paused),
                                   units_per_second = nullif(coalesce(?::double precision, units_per_second), 0),
                                   copy_window = nullif(coalesce(?::int, copy_window), 0)
                             where migration = ? and name = ? and steer_sequence < ?""",
                            steering.sequence(),
                            steering.backfillPaused(),
                            steering.capturePaused(),
                            steering.unitsPerSecond(),
                            steering.window(),
                            steering.table().migration(),
                            steering.table().name(),
                            steering.sequence());
            return gaveWay;
        });
        return event.orElse(null);
    }

    private static @Nullable TrailHead gaveWay(Connection connection, Steering steering) throws SQLException {
        if (steering.givesWay() == null) {
            return null;
        }
        var once = "gave-way/" + steering.table().name() + "/" + steering.sequence();
        var event = NewEvent.of(steering.table(), EventType.GAVE_WAY, once)
                .ending(steering.givesWay() ? "BACKFILL_STANDS" : "BACKFILL_GOES_ON");
        return Audit.append(connection, event).trail();
    }

    /** Writes down that records of the stream are lost to a pass: once for each way to lose them. */
    public static TrailHead gap(DataSource control, TableRef table, long passId, Problem gap) throws SQLException {
        return Transaction.run(control, Commit.GAP_RECORDED, connection -> {
            var event = NewEvent.of(table, EventType.GAP, "gap/" + passId + "/" + gap.code())
                    .ending(gap.code())
                    .with("what", gap.what())
                    .with("why", gap.why());
            return Audit.append(connection, event).trail();
        });
    }

    /** Writes down that an index of a target table is there. @param on the target table, with its schema */
    public static TrailHead indexBuilt(DataSource control, TableRef table, long passId, String on, String index)
            throws SQLException {
        return Transaction.run(control, Commit.INDEX_RECORDED, connection -> {
            var once = "index/" + passId + "/" + on + "/" + index;
            var event = NewEvent.of(table, EventType.INDEX_BUILT, once)
                    .with("index", index)
                    .with("on", on);
            return Audit.append(connection, event).trail();
        });
    }
}
