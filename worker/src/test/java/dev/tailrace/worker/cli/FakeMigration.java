package dev.tailrace.worker.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.migration.MigrationCarry;
import dev.tailrace.workflows.migration.MigrationResult;
import dev.tailrace.workflows.migration.MigrationWorkflow;
import dev.tailrace.workflows.status.LastKnown;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.QuarantineStatus;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.table.VerdictOutcome;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A migration that says what it was asked. Its name says how it stands: {@code equal}, {@code different} or
 * {@code incomplete}, or {@code refused}; {@code verify} makes another verdict. It refuses what names the table Nowhere.
 */
public final class FakeMigration implements MigrationWorkflow {
    private int verdicts = 1;
    private boolean aborted;

    @Override
    public MigrationResult run(JsonNode file, @Nullable MigrationCarry carried) {
        Workflow.upsertMemo(Map.of(
                LastKnown.STATUS,
                status(),
                LastKnown.AS_OF,
                Instant.ofEpochMilli(Workflow.currentTimeMillis()).toString()));
        if (isRefused()) {
            throw ApplicationFailure.newNonRetryableFailure("refused", "TR-F011");
        }
        Workflow.await(() -> aborted);
        return new MigrationResult("Aborted.", List.of());
    }

    @Override
    public MigrationStatus status() {
        var name = Workflow.getInfo().getWorkflowId();
        if (isRefused()) {
            return Statuses.failed(name);
        }
        var table = aborted
                ? Statuses.aborted("Orders")
                : Statuses.ready(
                        "Orders",
                        outcome(name),
                        java.time.Instant.EPOCH.plusSeconds(verdicts).toString());
        return Statuses.of(name, table);
    }

    /** The first word of its name. */
    private static VerdictOutcome outcome(String name) {
        return VerdictOutcome.valueOf(name.replaceFirst("-.*", "").toUpperCase(java.util.Locale.ROOT));
    }

    private static boolean isRefused() {
        return Workflow.getInfo().getWorkflowId().startsWith("refused");
    }

    @Override
    public QuarantineStatus quarantine() {
        return new QuarantineStatus(Workflow.getInfo().getWorkflowId(), null, null, List.of());
    }

    @Override
    public Answer pause(@Nullable JsonNode input) {
        return echo("pause", input);
    }

    @Override
    public void checkPause(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer resume(@Nullable JsonNode input) {
        return echo("resume", input);
    }

    @Override
    public void checkResume(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer throttle(@Nullable JsonNode input) {
        return echo("throttle", input);
    }

    @Override
    public void checkThrottle(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer retry(@Nullable JsonNode input) {
        return echo("retry", input);
    }

    @Override
    public void checkRetry(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer skip(@Nullable JsonNode input) {
        return echo("skip", input);
    }

    @Override
    public void checkSkip(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer verify(@Nullable JsonNode input) {
        verdicts++;
        return echo("verify", input);
    }

    @Override
    public void checkVerify(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer replayQuarantine(@Nullable JsonNode input) {
        return echo("replayQuarantine", input);
    }

    @Override
    public void checkReplayQuarantine(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer acceptQuarantine(@Nullable JsonNode input) {
        return echo("acceptQuarantine", input);
    }

    @Override
    public void checkAcceptQuarantine(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer approve(@Nullable JsonNode input) {
        return echo("approve", input);
    }

    @Override
    public void checkApprove(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer repair(@Nullable JsonNode input) {
        return echo("repair", input);
    }

    @Override
    public void checkRepair(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public Answer abort(@Nullable JsonNode input) {
        aborted = true;
        return echo("abort", input);
    }

    @Override
    public void checkAbort(@Nullable JsonNode input) {
        check(input);
    }

    @Override
    public void pauseAll() {}

    @Override
    public void resumeAll() {}

    @Override
    public void reported(TableReport report) {}

    private static Answer echo(String verb, @Nullable JsonNode input) {
        return new Answer(verb + " " + input);
    }

    private static void check(@Nullable JsonNode input) {
        if (input != null && input.path("tables").toString().contains("Nowhere")) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "TR-W002: Cannot do that: the migration has no table Nowhere; it has Orders.", "TR-W002");
        }
    }
}
