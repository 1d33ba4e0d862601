package dev.tailrace.activities.cutover;

import dev.tailrace.activities.file.MigrationSpec.Cutover;
import dev.tailrace.activities.lane.SwitchFacts;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;

/**
 * A table before a gate.
 *
 * @param facts what the control schema said of it a moment ago
 * @param by who asked for the switch
 */
record GateTable(LoadedTable table, Direction direction, SwitchFacts facts, String by) {
    /** Its name, for messages. */
    String name() {
        return "table " + table.ref().name();
    }

    Cutover rules() {
        return table.migration().cutover();
    }

    boolean isCutover() {
        return direction == Direction.CUTOVER;
    }
}
