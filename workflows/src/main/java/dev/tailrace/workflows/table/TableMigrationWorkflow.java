package dev.tailrace.workflows.table;

import dev.tailrace.workflows.command.Command;
import dev.tailrace.workflows.migration.MigrationWorkflow;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * One source table on its way. Started by {@link MigrationWorkflow}, which is also who speaks to it: operators use the
 * migration's verbs. The type name, ids and signals are persisted.
 */
@WorkflowInterface
public interface TableMigrationWorkflow {
    /**
     * Runs until the table is aborted.
     *
     * @param carried state from the run before, null for the first
     */
    @WorkflowMethod(name = "TableMigration")
    void run(TableStart start, @Nullable TableCarry carried);

    /** It is the table's turn. */
    @SignalMethod(description = "Internal: the table's turn to start.")
    void begin();

    /** A verb of an operator. */
    @SignalMethod(description = "Internal: a verb of the migration.")
    void command(Command command);

    /** Whether the backfill stands back for capture (R12). */
    @SignalMethod(description = "Internal: whether the backfill stands back for capture.")
    void giveWay(boolean wanted);

    /** Asks for a report, e.g. after the migration's workflow was started again. */
    @SignalMethod(description = "Internal: report to the migration.")
    void report();

    /** From {@link CaptureReport change capture}. */
    @SignalMethod(description = "Internal: how change capture fares.")
    void captureReported(CaptureReport report);

    /** From a verification: that it has to wait, that it goes on, that it has ended, or because it was asked. */
    @SignalMethod(description = "Internal: how the verification fares.")
    void verificationReported(VerificationReport report);

    /** How the table stands. */
    @QueryMethod(name = "status", description = "How this table stands. The migration's status has the numbers too.")
    TableReport status();

    /** The workflow's id. */
    static String id(TableRef table) {
        return table.migration() + "/" + table.name();
    }
}
