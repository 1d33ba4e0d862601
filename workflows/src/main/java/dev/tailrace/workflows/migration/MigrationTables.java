package dev.tailrace.workflows.migration;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableMigrationWorkflow;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.table.TableStart;
import dev.tailrace.workflows.turn.Queues;
import dev.tailrace.workflows.waiting.Backoff;
import dev.tailrace.workflows.waiting.External;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.api.enums.v1.ParentClosePolicy;
import io.temporal.failure.ChildWorkflowFailure;
import io.temporal.workflow.Async;
import io.temporal.workflow.ChildWorkflowOptions;
import io.temporal.workflow.Promise;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** The migration's tables: what they reported, and how to reach their workflows, which outlive this run. */
final class MigrationTables {
    /** So many tables prepare and copy at once; those that wait for a person do not count. */
    private static final int AT_ONCE = 8;

    private final Map<String, TableReport> reports = new LinkedHashMap<>();
    private final Map<String, TableStart> starts = new LinkedHashMap<>();
    private boolean changed = true;

    MigrationTables(List<TableReport> carried) {
        carried.forEach(report -> reports.put(report.table(), report));
    }

    void register(TableActivities.Registered.Accepted accepted, int historyLimit) {
        for (var ref : accepted.tables()) {
            starts.put(ref.name(), new TableStart(ref, accepted.searchAttributes(), historyLimit));
            reports.putIfAbsent(ref.name(), TableReport.planned(ref.name(), Waits.now()));
        }
    }

    Map<String, TableReport> reports() {
        return reports;
    }

    List<TableRef> refs() {
        return starts.values().stream().map(TableStart::table).toList();
    }

    void take(TableReport report) {
        if (reports.containsKey(report.table())) {
            reports.put(report.table(), report);
            changed = true;
        }
    }

    /** Whether a report came since it was last asked. */
    boolean changed() {
        return changed;
    }

    void seen() {
        changed = false;
    }

    boolean allAborted() {
        return reports.values().stream().allMatch(report -> report.phase() == Phase.ABORTED);
    }

    /** Starts or adopts every table's workflow. */
    void reachAll() {
        tellAll(List.copyOf(starts.keySet()), TableMigrationWorkflow::report);
    }

    /** Lets the next tables begin. */
    void beginNext() {
        var busy = reports.values().stream().filter(MigrationTables::isBusy).count();
        for (var report : List.copyOf(reports.values())) {
            if (busy < AT_ONCE && report.phase() == Phase.PLANNED && !report.begun() && !report.skipped()) {
                busy++;
                tell(report.table(), TableMigrationWorkflow::begin);
            }
        }
    }

    private static boolean isBusy(TableReport report) {
        return report.begun()
                && report.phase().compareTo(Phase.BACKFILLING) <= 0
                && !report.blocked()
                && !report.skipped();
    }

    /** Tells several tables at the same time. */
    void tellAll(List<String> names, Consumer<TableMigrationWorkflow> signal) {
        var told = new ArrayList<Promise<Void>>();
        names.forEach(name -> told.add(Async.procedure(() -> tell(name, signal))));
        Promise.allOf(told).get();
    }

    /**
     * Tells a table's workflow something, and starts the workflow first if it does not run. An aborted table is told
     * nothing: its workflow reported the abort before it ended, so that report is in this history before a refused signal.
     */
    void tell(String name, Consumer<TableMigrationWorkflow> signal) {
        var start = Objects.requireNonNull(starts.get(name));
        var backoff = new Backoff();
        var workflow = Workflow.newExternalWorkflowStub(
                TableMigrationWorkflow.class, TableMigrationWorkflow.id(start.table()));
        while (!External.reached(() -> signal.accept(workflow)) && !aborted(name)) {
            if (!started(start)) {
                Waits.pause(backoff.next(), name + " · reach its workflow");
            }
        }
    }

    private boolean aborted(String name) {
        return Objects.requireNonNull(reports.get(name)).phase() == Phase.ABORTED;
    }

    private static boolean started(TableStart start) {
        var child = Workflow.newChildWorkflowStub(
                TableMigrationWorkflow.class,
                ChildWorkflowOptions.newBuilder()
                        .setWorkflowId(TableMigrationWorkflow.id(start.table()))
                        .setTaskQueue(Queues.CONTROL)
                        .setParentClosePolicy(ParentClosePolicy.PARENT_CLOSE_POLICY_ABANDON)
                        .setStaticSummary(start.table().name())
                        .build());
        Async.procedure(child::run, start, null);
        try {
            Workflow.getWorkflowExecution(child).get();
            return true;
        } catch (ChildWorkflowFailure runsAlready) {
            return false;
        }
    }
}
