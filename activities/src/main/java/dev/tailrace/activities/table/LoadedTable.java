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
 * @param keys the source table's key
 * @param mapper the one mapper of copy, capture and verification
 * @param capacity its read budget in this process
 * @param control the pool of what the migration is: registration, audit trail, phases, operator settings, verdicts, and whether the
 *     source's stream is ours
 * @param target the pool of the target and of what commits with its rows (R1): passes, lanes, tombstones, claims, marks, quarantine,
 *     tokens. It is the same pool as {@code control}. Some transactions need both: a pass opens under the audit trail's lock, the
 *     barrier and an abort stand in the trail, a segment reads whether the copy is paused
 */
public record LoadedTable(
        long id,
        TableRef ref,
        MigrationSpec migration,
        TableSpec spec,
        KeySchema keys,
        Mapper mapper,
        SourceCapacity capacity,
        DataSource control,
        DataSource target,
        SourceTable source) {
    /** The target's schema. */
    public String schema() {
        return migration.postgres().schema();
    }
}
