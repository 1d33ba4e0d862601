package dev.tailrace.activities.postgres.guard;

import dev.tailrace.activities.table.LoadedTable;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Whether the targets of a source table are guarded as they should be, now.
 *
 * @param armed whether the guard was ever put on, and not taken off since
 * @param lacking what is not there of it, one sentence each, e.g. a trigger that someone has turned off; none: nothing
 * @param unrecorded why the outbox does not have all that was written at the target: a way back would lose it. One sentence each
 * @param notes what a person should know, and by which nothing is lost
 */
public record GuardState(boolean armed, List<String> lacking, List<String> unrecorded, List<String> notes) {
    public GuardState {
        lacking = List.copyOf(lacking);
        unrecorded = List.copyOf(unrecorded);
        notes = List.copyOf(notes);
    }

    /** Guard and recorder are on every target table and partition. */
    public boolean isWhole() {
        return armed && lacking.isEmpty();
    }

    /** Reads it, and changes nothing. Looks into partitions that are new since the guard was put on. */
    public static GuardState read(Connection connection, LoadedTable table) {
        var sql = DSL.using(connection, SQLDialect.POSTGRES);
        var role = sql.fetchOne(
                "select engine_role, session_user::text from tailrace.ownership where table_id = ?", table.id());
        if (role == null) {
            return new GuardState(false, List.of("Its targets are not guarded."), List.of(), List.of());
        }
        var found = new GuardFindings(sql, table.id());
        if (!Objects.equals(role.get(0), role.get(1))) {
            found.lacks(
                    "The guard lets role %s pass, and the worker logs in as %s.".formatted(role.get(0), role.get(1)));
        }
        for (var target : table.mapper().tables()) {
            found.look(new GuardSql(table, target));
        }
        return found.state();
    }
}
