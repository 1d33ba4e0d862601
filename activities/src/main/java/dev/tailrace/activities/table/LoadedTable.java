package dev.tailrace.activities.table;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.lane.SourceCapacity;
import dev.tailrace.activities.store.SourceTable;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.workflows.table.TableRef;
import javax.sql.DataSource;

/**
 * One source table of a migration with everything that an activity needs to work on it. Immutable; shared between threads.
 *
 * @param id of tailrace.source_table
 * @param mapper the one mapper of copy, capture and verification
 * @param capacity its read budget in this process
 * @param target the pool of the target and of what commits with its rows (R1): passes, lanes, tombstones, claims, marks, quarantine,
 *     tokens
 */
public record LoadedTable(
        long id,
        TableRef ref,
        MigrationSpec migration,
        TableSpec spec,
        Mapper mapper,
        SourceCapacity capacity,
        DataSource target,
        SourceTable source) {
    /** The target's schema. */
    public String schema() {
        return migration.postgres().schema();
    }

    /** The source table's key. */
    public KeySchema keys() {
        return source.keys();
    }

    /**
     * The pool of what the migration is: registration, audit trail, phases, operator settings, verdicts, and whether the source's stream
     * is ours. It is the target's, as the file's check sees to (F012). Some transactions need both: a pass opens under the audit trail's
     * lock, the barrier and an abort are entries of the trail, a segment reads whether the copy is paused.
     */
    public DataSource control() {
        return target;
    }
}
