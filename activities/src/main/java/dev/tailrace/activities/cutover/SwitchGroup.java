package dev.tailrace.activities.cutover;

import dev.tailrace.activities.lane.SwitchAttempts.Found;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.activities.table.LoadedTables;
import dev.tailrace.workflows.table.TableRef;
import java.util.List;

/**
 * The tables that are switched as one, in the order in which they were named.
 *
 * @param tables at least one, all of one migration
 */
record SwitchGroup(List<LoadedTable> tables) {
    SwitchGroup {
        tables = List.copyOf(tables);
    }

    static SwitchGroup of(LoadedTables loaded, List<TableRef> refs) {
        return new SwitchGroup(refs.stream().map(loaded::get).toList());
    }

    LoadedTable first() {
        return tables.getFirst();
    }

    String migration() {
        return first().ref().migration();
    }

    List<Long> ids() {
        return tables.stream().map(LoadedTable::id).toList();
    }

    /** Of one of them, by its id. */
    TableRef ref(long table) {
        return tables.stream()
                .filter(t -> t.id() == table)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Cannot name table " + table + ": it is not in the group"))
                .ref();
    }

    /** An attempt is of the tables that it began with: to take a step with others is a mistake of ours. */
    SwitchGroup checkedFor(Found attempt) {
        if (!attempt.tables().equals(ids().stream().sorted().toList())) {
            throw new IllegalStateException(
                    "Cannot take a step of attempt " + attempt.id() + ": it is of other tables");
        }
        return this;
    }

    /** In words, for messages. */
    String shown() {
        return (tables.size() == 1 ? "table " : "tables ")
                + String.join(", ", tables.stream().map(t -> t.ref().name()).toList());
    }
}
