package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;

/**
 * What closed passes leave behind in the control schema and no one reads again (R12): their tombstones, claims and marks of both
 * kinds, of which there may be as many as changes; their quarantine, which holds images of items; a comparison that was cut off. A
 * closed pass stays closed and gets no new ones (R1), so what is deleted stays deleted. Its row, lanes and verdicts are kept.
 * Stateless; thread-safe.
 */
public final class ClosedPasses {
    /** Of one transaction: rows may hold images of 400 KB. */
    private static final int CHUNK = 2_000;

    private static final List<String> LEFT =
            List.of("tombstone", "claim", "dirty", "touched", "quarantine", "comparison");

    private static final String DELETE = """
            delete from tailrace.%1$s
             where ctid = any (array(select l.ctid from tailrace.pass p join tailrace.%1$s l on l.pass_id = p.id
                                      where p.table_id = ? and p.closed_at is not null limit ?))""";

    private ClosedPasses() {}

    /**
     * Deletes a chunk of what is left of a table's closed passes.
     *
     * @param table of tailrace.source_table
     * @return false: nothing was left
     */
    public static boolean forgetSome(DataSource control, long table) throws SQLException {
        return Transaction.run(control, Commit.PASSES_FORGOTTEN, connection -> {
            int deleted = 0;
            for (var name : LEFT) {
                deleted += delete(connection, name, table, CHUNK - deleted);
            }
            return deleted > 0;
        });
    }

    private static int delete(Connection connection, String name, long table, int most) throws SQLException {
        try (var delete = connection.prepareStatement(DELETE.formatted(name))) {
            delete.setLong(1, table);
            delete.setInt(2, most);
            return delete.executeUpdate();
        }
    }
}
