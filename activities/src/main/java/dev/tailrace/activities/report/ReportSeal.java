package dev.tailrace.activities.report;

import dev.tailrace.activities.lane.Audit;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.EventType;
import dev.tailrace.activities.lane.NewEvent;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.view.ControlReader;
import dev.tailrace.mappers.problem.ProblemException;
import java.sql.SQLException;
import java.util.UUID;

/** An event of the audit trail that says that a report is made. It comes before the report is read, so that the report has it. */
public final class ReportSeal {
    private ReportSeal() {}

    /**
     * Adds the event.
     *
     * @param by who makes the report
     * @throws ProblemException if it cannot be written from here
     */
    public static void add(ControlReader control, String by) {
        try {
            append(control, by);
        } catch (SQLException e) {
            throw new ProblemException(control.unreadable(e));
        }
    }

    private static void append(ControlReader control, String by) throws SQLException {
        Transaction.run(
                control.database(),
                Commit.REPORT_SEALED,
                connection -> Audit.append(
                        connection,
                        NewEvent.of(control.migration(), EventType.REPORT_SEALED, "report/" + UUID.randomUUID())
                                .by(by)));
    }
}
