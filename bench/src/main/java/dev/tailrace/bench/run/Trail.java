package dev.tailrace.bench.run;

import dev.tailrace.embedded.stack.DatabaseAddress;
import java.sql.SQLException;

/** When a migration's tables did what, as the control schema's audit has it. */
public record Trail(DatabaseAddress database, String migration) {
    private static final String SECONDS = """
            select extract(epoch from
                (select max(at) from tailrace.audit where migration = ? and %s)
              - (select min(at) from tailrace.audit where migration = ? and %s))""";

    /** From the first table's entering the phase to the last one's barrier. */
    public double copySeconds() throws SQLException {
        return seconds(entered("BACKFILLING"), "type = 'BarrierRaised'");
    }

    /** From the last table's barrier to its catching up. */
    public double afterCopySeconds() throws SQLException {
        return seconds("type = 'BarrierRaised'", entered("CATCHING_UP"));
    }

    public double verificationSeconds() throws SQLException {
        return seconds(entered("VERIFYING"), entered("READY"));
    }

    private static String entered(String phase) {
        return "type = 'PhaseChanged' and payload ->> 'to' = '" + phase + "'";
    }

    private double seconds(String from, String to) throws SQLException {
        try (var connection = database.connect();
                var select = connection.prepareStatement(SECONDS.formatted(to, from))) {
            select.setString(1, migration);
            select.setString(2, migration);
            try (var row = select.executeQuery()) {
                row.next();
                return row.getDouble(1);
            }
        }
    }
}
