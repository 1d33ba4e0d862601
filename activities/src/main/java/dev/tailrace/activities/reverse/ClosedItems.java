package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.ClosedLanes;
import dev.tailrace.activities.lane.Reverse;
import dev.tailrace.activities.table.LoadedTable;
import java.sql.SQLException;
import java.util.TreeSet;

/** The items of lanes that are closed in the control schema (R20). Stateless; thread-safe. */
public final class ClosedItems {
    private ClosedItems() {}

    /**
     * Closes those of a table's lanes that are closed in the control schema, of whatever pass, where that is not known yet: from then on
     * nothing that was ever sent for them can land. Before the source owns the data again, and before a lane of a later pass writes (R15).
     */
    public static void close(LoadedTable table) throws SQLException {
        var passes = new TreeSet<Long>();
        for (var lane : ClosedLanes.unclosed(table.control(), table.id())) {
            table.source().reverse().close(Reverse.item(table.ref(), lane.passId(), lane.number()));
            passes.add(lane.passId());
        }
        for (long passId : passes) {
            ClosedLanes.itemsAreClosed(table.control(), table.ref(), passId);
        }
    }
}
