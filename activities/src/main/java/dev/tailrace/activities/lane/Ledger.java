package dev.tailrace.activities.lane;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.workflows.table.TableActivities.PhaseChange;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableActivities.VerbRecord;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What is written down of a table's life: phases, verbs, operator settings. Each once, whatever is retried (I10). */
public final class Ledger {
    private Ledger() {}

    public static void phase(DataSource control, PhaseChange change) throws SQLException {
        Transaction.run(control, Commit.PHASE_CHANGED, connection -> {
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
            if (changed == 1) {
                var payload = JsonNodeFactory.instance
                        .objectNode()
                        .put("from", change.from().name())
                        .put("to", change.to().name())
                        .put("reason", change.reason());
                Audit.append(
                        connection,
                        change.table().migration(),
                        "phase/" + change.table().name() + "/" + change.seq(),
                        change.actor(),
                        "PhaseChanged",
                        change.table().name(),
                        payload.toString());
            }
            return changed;
        });
    }

    /** A retry also accepts the items in quarantine so far: as many again may follow (R7's budget). */
    public static void verb(DataSource control, VerbRecord verb) throws SQLException {
        Transaction.run(control, Commit.VERB_RECORDED, connection -> {
            boolean first = Audit.append(
                    connection,
                    verb.table().migration(),
                    "verb/" + verb.table().name() + "/" + verb.id(),
                    verb.actor(),
                    "Verb",
                    verb.table().name(),
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("verb", verb.verb())
                            .put("input", verb.input())
                            .toString());
            if (first && verb.verb().equals("retry")) {
                DSL.using(connection, SQLDialect.POSTGRES)
                        .execute("""
                                update tailrace.source_table t
                                   set quarantine_accepted = (select count(*) from tailrace.quarantine q
                                                                join tailrace.pass p on p.id = q.pass_id
                                                               where p.table_id = t.id and p.closed_at is null)
                                 where t.migration = ? and t.name = ?""", verb.table().migration(), verb.table().name());
            }
            return first;
        });
    }

    /** In their order: an attempt that was frozen must not undo what the operator has said since. */
    public static void steer(DataSource control, Steering steering) throws SQLException {
        Transaction.run(
                control,
                Commit.STEERED,
                connection -> DSL.using(connection, SQLDialect.POSTGRES)
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
                                steering.sequence()));
    }
}
