package dev.tailrace.activities.view;

import dev.tailrace.activities.repair.RepairPlan;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Reads what verdicts found to differ, and what a repair would do about it. */
public final class DifferenceReader {
    private DifferenceReader() {}

    /**
     * What a repair would do, per table.
     *
     * @param tables source tables; empty for all
     * @param run the verdict's; 0 for each table's newest
     */
    public static List<RepairableTable> read(ControlReader control, List<String> tables, long run) {
        return control.ofMigration((connection, spec) -> {
            var found = new ArrayList<RepairableTable>();
            for (var table : control.named(spec, tables)) {
                var passId = newestPass(connection, control.migration(), table.from());
                found.add(RepairableTable.of(table.from(), RepairPlan.read(connection, table.from(), passId, run)));
            }
            return found;
        });
    }

    /** The id of the table's newest pass; 0 before the first. */
    private static long newestPass(Connection connection, String migration, String table) throws SQLException {
        try (var query = connection.prepareStatement("""
                select p.id from tailrace.source_table t join tailrace.pass p on p.table_id = t.id
                 where t.migration = ? and t.name = ? order by p.number desc limit 1""")) {
            query.setString(1, migration);
            query.setString(2, table);
            try (var rows = query.executeQuery()) {
                return rows.next() ? rows.getLong(1) : 0;
            }
        }
    }
}
