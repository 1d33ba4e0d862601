package dev.tailrace.workflows.phase;

import dev.tailrace.workflows.command.Command;
import dev.tailrace.workflows.migration.MigrationWorkflow;
import dev.tailrace.workflows.status.SearchAttributeValues;
import dev.tailrace.workflows.table.CaptureReport;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableCarry;
import dev.tailrace.workflows.table.TableMigrationWorkflow;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.table.TableStart;
import dev.tailrace.workflows.table.VerificationReport;
import dev.tailrace.workflows.turn.Attempts;
import dev.tailrace.workflows.turn.HistoryLimit;
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
 * Walks the phases. Each step runs in a scope of its own. A command that needs another step (a new pass, an abort) or a long
 * history cancels the scope; the loop then chooses the next step.
 */
public final class TableMigrationWorkflowImpl implements TableMigrationWorkflow {
    private static final Duration TO_END = Duration.ofSeconds(2);
    private static final Duration TO_ARRIVE = Duration.ofSeconds(10);

    private final TableStart start;
    private final TableState state;
    private final CaptureLink capture;
    private final PhaseRunner runner;
    private final Commands commands;
    private final SearchAttributeValues searchAttributes;
    private @Nullable CancellationScope step;
    private boolean reportDue = true;

    /** A report is on its way; the next run's must not overtake it. */
    private boolean reporting;

    /** As {@link #run}. */
    @WorkflowInit
    public TableMigrationWorkflowImpl(TableStart start, @Nullable TableCarry carried) {
        this.start = start;
        state = new TableState(start.table(), carried, () -> reportDue = true);
        capture = new CaptureLink(state, start.historyLimit());
        runner = new PhaseRunner(state, capture, start.historyLimit());
        commands = new Commands(state, capture, this::interrupt);
        searchAttributes = new SearchAttributeValues(start.searchAttributes());
    }

    @Override
    public void run(TableStart ignored, @Nullable TableCarry alsoIgnored) {
        Async.procedure(this::reportChanges);
        Async.procedure(this::mindHistory);
        var writer = new Attempts(
                state.obstacles(),
                Place.CONTROL,
                state.scheduling(),
                start.table().name());
        Async.procedure(() -> state.controlWrites().run(writer, capture::sync, state::allWritten));
        while (state.phase() != Phase.ABORTED && !historyIsLong()) {
            state.beginStep();
            step = Workflow.newCancellationScope(runner::next);
            try {
                step.run();
            } catch (TemporalFailure cancelled) {
                if (!state.isInterrupted()) {
                    throw cancelled;
                }
            }
            step = null;
        }
        if (state.phase() != Phase.ABORTED) {
            Workflow.await(Workflow::isEveryHandlerFinished);
            Waits.upTo(TO_ARRIVE, start.table().name() + " · let the report arrive", () -> !reporting);
            Workflow.continueAsNew(start, state.carry());
        }
        Workflow.await(
                () -> state.controlWrites().settled() && !reportDue && !reporting && Workflow.isEveryHandlerFinished());
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
        state.interrupt();
        var current = step;
        Async.procedure(() -> {
            Waits.upTo(TO_END, start.table().name() + " · let turns end", () -> runner.quiet() || step != current);
            if (current != null && step == current) {
                current.cancel();
            }
        });
    }

    private void reportChanges() {
        while (true) {
            Workflow.await(() -> reportDue);
            reportDue = false;
            reporting = true;
            var report = state.report();
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
                                                start.table().name())
                                        .describe()
                                + "\n```");
        searchAttributes
                .set(SearchAttributeValues.MIGRATION_ID, start.table().migration())
                .set(SearchAttributeValues.SOURCE_TABLE, start.table().name())
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
        state.begin();
    }

    @Override
    public void command(Command command) {
        commands.take(command);
        reportDue = true;
    }

    @Override
    public void giveWay(boolean wanted) {
        commands.giveWay(wanted);
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
        runner.take(report);
    }

    @Override
    public TableReport status() {
        return state.report();
    }
}
