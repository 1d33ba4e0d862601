package dev.tailrace.workflows.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.QuarantineStatus;
import dev.tailrace.workflows.table.TableMigrationWorkflow;
import dev.tailrace.workflows.table.TableReport;
import io.temporal.workflow.QueryMethod;
import io.temporal.workflow.SignalMethod;
import io.temporal.workflow.UpdateMethod;
import io.temporal.workflow.UpdateValidatorMethod;
import io.temporal.workflow.WorkflowInterface;
import io.temporal.workflow.WorkflowMethod;
import org.jspecify.annotations.Nullable;

/**
 * A migration; its workflow id is its name. Every name here is persisted: operators type them.
 *
 * <p>Each verb is an update with one object or nothing; a wrong one is refused with a sentence and leaves no trace. A verb
 * without {@code tables} applies to every table that can take it; with them, all of them must. Inputs are read strictly, see
 * {@link Verb#fields()}, hence plain JSON here.
 */
@WorkflowInterface
public interface MigrationWorkflow {
    /**
     * Runs until the migration is aborted.
     *
     * @param file the migration file as one JSON object
     * @param carried state from the run before; operators give none
     * @return what is left
     */
    @WorkflowMethod(name = "Migration")
    MigrationResult run(JsonNode file, @Nullable MigrationCarry carried);

    /** How the migration stands. */
    @QueryMethod(
            name = "status",
            description =
                    "How the migration stands: headline, health, and per table the phase, the numbers, what blocks"
                            + " it and the next command.")
    MigrationStatus status();

    /** What is in quarantine, by reason; the items themselves are never in a workflow. */
    @QueryMethod(
            name = "quarantine",
            description =
                    "What is in quarantine, per table: how many items for which reason, and since when. Their keys:"
                            + " tailrace quarantine NAME.")
    QuarantineStatus quarantine();

    @UpdateMethod(
            name = "pause",
            description =
                    "Pause the backfill, or all with change capture. Input: {tables?: [name], scope?: backfill|all, by?}."
                            + " Pausing all has a deadline, shown in status: stream records live 24 h.")
    Answer pause(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "pause")
    void checkPause(@Nullable JsonNode input);

    @UpdateMethod(name = "resume", description = "Resume what was paused. Input: {tables?: [name], by?}.")
    Answer resume(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "resume")
    void checkResume(@Nullable JsonNode input);

    @UpdateMethod(
            name = "throttle",
            description =
                    "Change the backfill's pace while it runs. Input: {tables?: [name], unitsPerSecond?: read capacity units"
                            + " per table, or \"unlimited\", window?: segments at once, or \"planned\", by?}.")
    Answer throttle(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "throttle")
    void checkThrottle(@Nullable JsonNode input);

    @UpdateMethod(
            name = "retry",
            description =
                    "Try again what is blocked, stalled or skipped. Input: {tables?: [name], from?: backfill, by?}."
                            + " DESTROYS with from backfill, without asking: the target tables are emptied at once, a healthy"
                            + " table's too, and everything is copied again.")
    Answer retry(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "retry")
    void checkRetry(@Nullable JsonNode input);

    @UpdateMethod(
            name = "skip",
            description = "Give up tables that are blocked: health no longer counts them; retry brings them back."
                    + " Input: {tables: [name], by?}.")
    Answer skip(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "skip")
    void checkSkip(@Nullable JsonNode input);

    @UpdateMethod(
            name = "verify",
            description =
                    "Compare source and target, now. Input: {tables?: [name], level?: count|sample|full|touched (by default as"
                            + " the file says, or full), seed?, confidence?, atMost? (of a sample), by?}. One that proves less"
                            + " than the file asks for takes READY from a table only if it finds a difference.")
    Answer verify(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "verify")
    void checkVerify(@Nullable JsonNode input);

    @UpdateMethod(
            name = "replayQuarantine",
            description = "Read all items in quarantine from the source again, then verify."
                    + " Input: {tables?: [name], by?}.")
    Answer replayQuarantine(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "replayQuarantine")
    void checkReplayQuarantine(@Nullable JsonNode input);

    @UpdateMethod(
            name = "acceptQuarantine",
            description =
                    "Accept by name what is in quarantine now, then verify: equal but for these is EXCEPTED, and READY. One more"
                            + " item makes it void. Input: {tables?: [name], by, reason}.")
    Answer acceptQuarantine(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "acceptQuarantine")
    void checkAcceptQuarantine(@Nullable JsonNode input);

    @UpdateMethod(
            name = "approve",
            description = "Approve one verdict by its digest, as status shows it; void once a newer verdict stands."
                    + " Input: {digest, tables?: [name], by, reason}.")
    Answer approve(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "approve")
    void checkApprove(@Nullable JsonNode input);

    @UpdateMethod(
            name = "repair",
            description =
                    "Say what a repair of a verdict's differences would do; with apply: true, look at each again, WRITE what the"
                            + " source says then, DELETE rows whose item is gone, and verify. Input: {tables?: [name], run?: the"
                            + " verification's (by default the newest), apply?: true, deleteForeign?: true (also rows that no"
                            + " item can have), by?}.")
    Answer repair(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "repair")
    void checkRepair(@Nullable JsonNode input);

    @UpdateMethod(
            name = "abort",
            description =
                    "End the migration FOR GOOD, without asking: stop backfill and capture, clean up what Tailrace made at the"
                            + " source, leave the target's rows, which follow the source no more. Its name cannot be used"
                            + " again. Input: {by?}.")
    Answer abort(@Nullable JsonNode input);

    @UpdateValidatorMethod(updateName = "abort")
    void checkAbort(@Nullable JsonNode input);

    /** The twin of the update without input: the backfill of all tables. Does nothing where the update would be refused. */
    @SignalMethod(name = "pause", description = "Pause the backfill of all tables. No input.")
    void pauseAll();

    /** The twin of the update without input. Does nothing where the update would be refused. */
    @SignalMethod(name = "resume", description = "Resume all tables. No input.")
    void resumeAll();

    /** From {@link TableMigrationWorkflow}. */
    @SignalMethod(description = "Internal: how a table stands.")
    void reported(TableReport report);
}
