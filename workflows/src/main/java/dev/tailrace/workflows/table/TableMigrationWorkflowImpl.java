package dev.tailrace.workflows.table;

import dev.tailrace.workflows.migration.CaptureReport;
import dev.tailrace.workflows.migration.Command;
import dev.tailrace.workflows.migration.HistoryLimit;
import dev.tailrace.workflows.migration.MigrationWorkflow;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.SearchAttributeValues;
import dev.tailrace.workflows.migration.TableCarry;
import dev.tailrace.workflows.migration.TableMigrationWorkflow;
import dev.tailrace.workflows.migration.TableReport;
import dev.tailrace.workflows.migration.TableStart;
import dev.tailrace.workflows.migration.VerificationReport;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.TemporalFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.CancellationScope;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Walks the phases. Each step runs in a scope of its own, which a verb that changes the direction (a new pass, an abort) or a
 * long history cancels; the loop then decides anew.
 */
public final class TableMigrationWorkflowImpl implements TableMigrationWorkflow {
    private static final Duration TO_END = Duration.ofSeconds(2);
    private static final Duration TO_ARRIVE = Duration.ofSeconds(10);

    private final TableStart start;
    private final TableState standing;
    private final CaptureLink capture;
    private final Steps steps;
    private final Commands orders;
    private final SearchAttributeValues tags;
    private @Nullable CancellationScope step;
    private boolean reportDue = true;

    /** A report is on its way; the next run's must not overtake it. */
    private boolean reporting;

    /** As {@link #run}. */
    @WorkflowInit
    public TableMigrationWorkflowImpl(TableStart start, @Nullable TableCarry carried) {
        this.start = start;
        standing = new TableState(start.table(), carried, () -> reportDue = true);
        capture = new CaptureLink(standing, start.historyLimit());
        steps = new Steps(standing, capture, start.historyLimit());
        orders = new Commands(standing, capture, this::interrupt);
        tags = new SearchAttributeValues(start.searchAttributes());
    }

    @Override
    public void run(TableStart ignored, @Nullable TableCarry alsoIgnored) {
        Async.procedure(this::reportChanges);
        Async.procedure(this::mindHistory);
        var clerk = new Attempts(
                standing.obstacles,
                Place.CONTROL,
                standing.scheduling,
                start.table().table());
        Async.procedure(() -> standing.errands.run(clerk, capture::sync, this::verbsWritten));
        while (standing.phase() != Phase.ABORTED && !historyIsLong()) {
            standing.interrupted = false;
            step = Workflow.newCancellationScope(steps::next);
            try {
                step.run();
            } catch (TemporalFailure cancelled) {
                if (!standing.interrupted) {
                    throw cancelled;
                }
            }
            step = null;
        }
        if (standing.phase() != Phase.ABORTED) {
            Workflow.await(Workflow::isEveryHandlerFinished);
            Waits.upTo(TO_ARRIVE, start.table().table() + " · let the report arrive", () -> !reporting);
            Workflow.continueAsNew(start, standing.carry());
        }
        Workflow.await(
                () -> standing.errands.settled() && !reportDue && !reporting && Workflow.isEveryHandlerFinished());
    }

    private boolean historyIsLong() {
        return HistoryLimit.reached(start.historyLimit());
    }

    private void mindHistory() {
        Workflow.await(this::historyIsLong);
        interrupt();
    }

    /** Lets what is about to end do so, then cancels the rest: it yields at its next batch. */
    private void interrupt() {
        standing.interrupted = true;
        var current = step;
        Async.procedure(() -> {
            Waits.upTo(TO_END, start.table().table() + " · let turns end", () -> steps.quiet() || step != current);
            if (current != null && step == current) {
                current.cancel();
            }
        });
    }

    /** A verb is answered only then: who reads the answer may rely on it. */
    private void verbsWritten() {
        if (standing.written != standing.taken) {
            standing.written = standing.taken;
            reportDue = true;
        }
    }

    private void reportChanges() {
        while (true) {
            Workflow.await(() -> reportDue);
            reportDue = false;
            reporting = true;
            var report = standing.report();
            show(report);
            tell(report);
            reporting = false;
        }
    }

    private void show(TableReport report) {
        Workflow.setCurrentDetails(
                report.obstacle() == null
                        ? report.phase() + " · " + report.doing()
                        : "```\n"
                                + report.obstacle()
                                        .problem()
                                        .ofMigration(
                                                start.table().migration(),
                                                start.table().table())
                                        .describe()
                                + "\n```");
        tags.set(SearchAttributeValues.MIGRATION_ID, start.table().migration())
                .set(SearchAttributeValues.SOURCE_TABLE, start.table().table())
                .set(SearchAttributeValues.MIGRATION_PHASE, report.phase().name())
                .write();
    }

    private void tell(TableReport report) {
        var workflow = Workflow.newExternalWorkflowStub(
                MigrationWorkflow.class, start.table().migration());
        External.reached(() -> workflow.reported(report));
    }

    @Override
    public void begin() {
        standing.begun = true;
        reportDue = true;
    }

    @Override
    public void order(Command order) {
        orders.take(order);
        reportDue = true;
    }

    @Override
    public void giveWay(boolean wanted) {
        orders.giveWay(wanted);
    }

    @Override
    public void report() {
        reportDue = true;
    }

    @Override
    public void captureReported(CaptureReport report) {
        capture.take(report);
    }

    @Override
    public void verificationReported(VerificationReport report) {
        steps.take(report);
    }

    @Override
    public TableReport status() {
        return standing.report();
    }
}
