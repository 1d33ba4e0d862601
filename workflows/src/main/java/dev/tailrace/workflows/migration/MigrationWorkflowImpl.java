package dev.tailrace.workflows.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.status.CurrentDetails;
import dev.tailrace.workflows.status.HealthLog;
import dev.tailrace.workflows.status.LastKnown;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.QuarantineStatus;
import dev.tailrace.workflows.status.SearchAttributeValues;
import dev.tailrace.workflows.status.StatusAssembler;
import dev.tailrace.workflows.status.Totals;
import dev.tailrace.workflows.table.TableActivities.Registered;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.turn.HistoryLimit;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Async;
import io.temporal.workflow.Workflow;
import io.temporal.workflow.WorkflowInit;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Registers the file, gives tables their turn, passes verbs on to them, and shows how they stand. */
public final class MigrationWorkflowImpl implements MigrationWorkflow {
    private final String name = Workflow.getInfo().getWorkflowId();
    private final MigrationCarry carried;
    private final MigrationTables tables;
    private final StatusAssembler assembler;
    private final TableRegistration registering;
    private final HealthLog healthLog = new HealthLog(Workflow.getLogger(MigrationWorkflow.class));
    private final TakenVerbs verbs;
    private final LastKnown lastKnown;
    private @Nullable SearchAttributeValues searchAttributes;

    /** As {@link #run}. */
    @WorkflowInit
    public MigrationWorkflowImpl(@Nullable JsonNode file, @Nullable MigrationCarry carried) {
        this.carried = carried == null ? MigrationCarry.begin(HistoryLimit.BY_SERVER) : carried;
        var startedAt = this.carried.startedAt();
        tables = new MigrationTables(this.carried.reports());
        assembler = new StatusAssembler(name, startedAt == null ? Waits.now() : startedAt, this.carried.paces());
        registering = new TableRegistration(name, file, this.carried.registered());
        verbs = new TakenVerbs(tables, registering, this.carried.lastCommand(), this::show);
        lastKnown = new LastKnown(this.carried.registered() != null);
    }

    @Override
    public MigrationResult run(@Nullable JsonNode file, @Nullable MigrationCarry ignored) {
        var first = carried.registered() == null;
        var accepted = registering.await(this::show, this::historyIsLong);
        if (accepted == null) {
            show();
            Workflow.await(Workflow::isEveryHandlerFinished);
            if (!registering.aborted()) {
                Workflow.continueAsNew(file, carry(null));
            }
            return new MigrationResult("Aborted before anything was made.", List.of());
        }
        tables.register(accepted, carried.historyLimit());
        searchAttributes = new SearchAttributeValues(accepted.searchAttributes());
        if (first) {
            tables.reachAll();
        }
        Async.procedure(() -> new StatusRefresh(tables, assembler, assembler.since(), this::show).run());
        while (!tables.allAborted() && !historyIsLong()) {
            tables.seen();
            tables.beginNext();
            show();
            Workflow.await(() -> tables.changed() || historyIsLong());
        }
        show();
        Workflow.await(Workflow::isEveryHandlerFinished);
        if (!tables.allAborted()) {
            Workflow.continueAsNew(file, carry(accepted));
        }
        return result();
    }

    private boolean historyIsLong() {
        return HistoryLimit.reached(carried.historyLimit());
    }

    private MigrationCarry carry(Registered.@Nullable Accepted accepted) {
        return new MigrationCarry(
                assembler.since(),
                accepted,
                verbs.lastCommand(),
                new ArrayList<>(tables.reports().values()),
                new TreeMap<>(assembler.paces()),
                carried.historyLimit());
    }

    private MigrationResult result() {
        return new MigrationResult(
                "Aborted.",
                tables.reports().values().stream()
                        .map(report -> new MigrationResult.Left(report.table(), report.left()))
                        .toList());
    }

    private void show() {
        var status = status();
        healthLog.see(status);
        Workflow.setCurrentDetails(CurrentDetails.of(status, Waits.now()));
        lastKnown.write(status, Waits.now());
        if (searchAttributes == null && registering.hasSearchAttributes()) {
            searchAttributes = new SearchAttributeValues(true);
        }
        if (searchAttributes != null) {
            searchAttributes
                    .set(SearchAttributeValues.MIGRATION_ID, name)
                    .set(SearchAttributeValues.MIGRATION_TARGET, status.target())
                    .set(SearchAttributeValues.MIGRATION_PHASE, status.phase().name())
                    .set(SearchAttributeValues.MIGRATION_HEALTH, status.health().name())
                    .set(SearchAttributeValues.PROGRESS_PERCENT, Totals.percent(status))
                    .set(SearchAttributeValues.LAG_SECONDS, Totals.lagSeconds(status, Waits.now()))
                    .set(SearchAttributeValues.MISMATCHES, Totals.mismatches(status))
                    .write();
        }
    }

    @Override
    public MigrationStatus status() {
        var accepted = registering.accepted();
        return assembler.status(
                accepted == null ? "" : accepted.target(),
                registering.state(),
                tables.reports().values(),
                Waits.now());
    }

    @Override
    public QuarantineStatus quarantine() {
        return assembler.quarantine(tables.reports().values());
    }

    @Override
    public void reported(TableReport report) {
        tables.take(report);
    }

    @Override
    public void pauseAll() {
        verbs.takeUnlessRefused(Verb.PAUSE);
    }

    @Override
    public void resumeAll() {
        verbs.takeUnlessRefused(Verb.RESUME);
    }

    @Override
    public Answer pause(@Nullable JsonNode input) {
        return verbs.take(Verb.PAUSE, input);
    }

    @Override
    public void checkPause(@Nullable JsonNode input) {
        verbs.check(Verb.PAUSE, input);
    }

    @Override
    public Answer resume(@Nullable JsonNode input) {
        return verbs.take(Verb.RESUME, input);
    }

    @Override
    public void checkResume(@Nullable JsonNode input) {
        verbs.check(Verb.RESUME, input);
    }

    @Override
    public Answer throttle(@Nullable JsonNode input) {
        return verbs.take(Verb.THROTTLE, input);
    }

    @Override
    public void checkThrottle(@Nullable JsonNode input) {
        verbs.check(Verb.THROTTLE, input);
    }

    @Override
    public Answer retry(@Nullable JsonNode input) {
        return verbs.take(Verb.RETRY, input);
    }

    @Override
    public void checkRetry(@Nullable JsonNode input) {
        verbs.check(Verb.RETRY, input);
    }

    @Override
    public Answer skip(@Nullable JsonNode input) {
        return verbs.take(Verb.SKIP, input);
    }

    @Override
    public void checkSkip(@Nullable JsonNode input) {
        verbs.check(Verb.SKIP, input);
    }

    @Override
    public Answer verify(@Nullable JsonNode input) {
        return verbs.take(Verb.VERIFY, input);
    }

    @Override
    public void checkVerify(@Nullable JsonNode input) {
        verbs.check(Verb.VERIFY, input);
    }

    @Override
    public Answer replayQuarantine(@Nullable JsonNode input) {
        return verbs.take(Verb.REPLAY_QUARANTINE, input);
    }

    @Override
    public void checkReplayQuarantine(@Nullable JsonNode input) {
        verbs.check(Verb.REPLAY_QUARANTINE, input);
    }

    @Override
    public Answer acceptQuarantine(@Nullable JsonNode input) {
        return verbs.take(Verb.ACCEPT_QUARANTINE, input);
    }

    @Override
    public void checkAcceptQuarantine(@Nullable JsonNode input) {
        verbs.check(Verb.ACCEPT_QUARANTINE, input);
    }

    @Override
    public Answer approve(@Nullable JsonNode input) {
        return verbs.take(Verb.APPROVE, input);
    }

    @Override
    public void checkApprove(@Nullable JsonNode input) {
        verbs.check(Verb.APPROVE, input);
    }

    @Override
    public Answer repair(@Nullable JsonNode input) {
        return verbs.take(Verb.REPAIR, input);
    }

    @Override
    public void checkRepair(@Nullable JsonNode input) {
        verbs.check(Verb.REPAIR, input);
    }

    @Override
    public Answer abort(@Nullable JsonNode input) {
        return verbs.take(Verb.ABORT, input);
    }

    @Override
    public void checkAbort(@Nullable JsonNode input) {
        verbs.check(Verb.ABORT, input);
    }
}
