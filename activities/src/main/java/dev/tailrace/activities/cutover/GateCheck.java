package dev.tailrace.activities.cutover;

import java.sql.SQLException;

/** One thing that a switch depends on. Reads it now, changes nothing, and says all that it finds. Thread-safe. */
@FunctionalInterface
interface GateCheck {
    /** @throws SQLException or the source client's own exception where it cannot be found out */
    void check(GateTable table, GateFindings findings) throws SQLException;
}
