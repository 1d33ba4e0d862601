package dev.tailrace.workflows.migration;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.status.Retention;
import dev.tailrace.workflows.status.StatusAge;
import dev.tailrace.workflows.status.StatusAssembler;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.ProgressRequest;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.CanceledFailure;
import io.temporal.failure.TimeoutFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Looks at the tables' numbers, often while a migration is young and once a minute later; minds the retention (R12). */
final class StatusRefresh {
    private final MigrationTables tables;
    private final StatusAssembler assembler;
    private final Instant since;
    private final Runnable show;

    StatusRefresh(MigrationTables tables, StatusAssembler assembler, Instant since, Runnable show) {
        this.tables = tables;
        this.assembler = assembler;
        this.since = since;
        this.show = show;
    }

    /** Until its scope is cancelled or the run ends. */
    void run() {
        while (true) {
            look();
            mindRetention();
            show.run();
            Waits.pause(StatusAge.refreshInterval(Duration.between(since, Waits.now())), "look at the progress");
        }
    }

    private void look() {
        var running = tables.refs().stream()
                .filter(ref -> tables.reports().get(ref.name()) instanceof TableReport report
                        && report.passNumber() > 0
                        && report.phase() != Phase.ABORTED)
                .toList();
        if (running.isEmpty()) {
            return;
        }
        try {
            assembler.see(activities(running).readProgress(new ProgressRequest(running)), Waits.now());
        } catch (ActivityFailure failure) {
            if (failure.getCause() instanceof CanceledFailure) {
                throw failure;
            }
            assembler.miss(Problem.of(Code.W010, "progress of " + named(running), why(failure)), Waits.now());
        }
    }

    private static TableActivities activities(List<TableRef> running) {
        return Workflow.newActivityStub(
                TableActivities.class,
                CallOptions.brief("progress of " + named(running)).toBuilder()
                        .setScheduleToCloseTimeout(StatusAge.LONGEST_INTERVAL)
                        .build());
    }

    private static String named(List<TableRef> running) {
        return running.size() == 1 ? "1 table" : running.size() + " tables";
    }

    private static String why(ActivityFailure failure) {
        return failure.getCause() instanceof TimeoutFailure
                ? "no answer within " + StatusAge.LONGEST_INTERVAL.toSeconds() + " s"
                : "the activity failed";
    }

    private void mindRetention() {
        for (var report : List.copyOf(tables.reports().values())) {
            var progress = assembler.progress(report.table());
            var wanted = progress != null
                    && report.phase() == Phase.BACKFILLING
                    && Retention.givesWay(progress.oldestUnreadSeconds(), report.givingWay());
            if (wanted != report.givingWay()) {
                tables.tell(report.table(), table -> table.giveWay(wanted));
            }
        }
    }
}
