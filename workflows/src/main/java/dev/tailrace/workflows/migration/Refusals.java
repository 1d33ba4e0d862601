package dev.tailrace.workflows.migration;

import static dev.tailrace.workflows.table.Phase.BACKFILLING;
import static dev.tailrace.workflows.table.Phase.CATCHING_UP;
import static dev.tailrace.workflows.table.Phase.READY;
import static dev.tailrace.workflows.table.Phase.VERIFYING;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableReport;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which verbs a table takes as it stands. Each answer is null for yes, or the reason for no, without a full stop. */
final class Refusals {
    private static final Set<Phase> HAS_A_PASS = Set.of(BACKFILLING, CATCHING_UP, VERIFYING, READY);

    private Refusals() {}

    static @Nullable String of(Verb verb, VerbInput input, TableReport table) {
        if (table.phase() == Phase.ABORTED) {
            return "it is aborted; start a migration under another name";
        }
        if (table.aborting()) {
            return verb == Verb.RETRY && !input.fromBackfill() && table.obstacle() != null
                    ? null
                    : "it is being aborted";
        }
        if (table.skipped() && verb != Verb.RETRY && verb != Verb.ABORT) {
            return "it is skipped; retry brings it back";
        }
        return switch (verb) {
            case PAUSE -> pause(input, table);
            case RESUME -> table.backfillPaused() || table.capturePaused() ? null : "it is not paused";
            case THROTTLE -> backfillAhead(table) ? null : "its backfill is done, there is nothing to throttle";
            case RETRY -> input.fromBackfill() ? newPass(table) : retry(table);
            case SKIP -> skip(table);
            case VERIFY -> verify(table);
            case REPLAY_QUARANTINE -> afterAVerdict(table, "items are read again");
            case ACCEPT_QUARANTINE -> afterAVerdict(table, "items are accepted");
            case APPROVE -> approve(table);
            case REPAIR -> afterAVerdict(table, "differences are repaired");
            case ABORT -> null;
        };
    }

    private static @Nullable String pause(VerbInput input, TableReport table) {
        if (input.scope() == VerbInput.Scope.ALL) {
            return table.backfillPaused() && table.capturePaused() ? "all of it is paused already" : null;
        }
        if (!backfillAhead(table)) {
            return "its backfill is done; scope all pauses change capture";
        }
        return table.backfillPaused() ? "its backfill is paused already" : null;
    }

    private static @Nullable String retry(TableReport table) {
        return table.obstacle() != null || table.skipped() ? null : "nothing blocks it; from: backfill copies it again";
    }

    private static @Nullable String newPass(TableReport table) {
        return HAS_A_PASS.contains(table.phase()) || table.blocked()
                ? null
                : "it has not been copied yet, it is " + table.phase();
    }

    private static @Nullable String skip(TableReport table) {
        return table.obstacle() != null || backfillAhead(table) && table.phase() != BACKFILLING
                ? null
                : "nothing blocks it; to stop a table that works, use pause or abort";
    }

    private static @Nullable String verify(TableReport table) {
        return switch (table.phase()) {
            case READY -> null;
            case VERIFYING -> "it is being verified";
            case CATCHING_UP -> table.unresolved() ? null : "it is catching up, and is verified after that by itself";
            case PLANNED, PREPARING, BACKFILLING, ABORTED ->
                "its backfill is not done, it is " + table.phase() + "; it is verified after that by itself";
        };
    }

    private static @Nullable String afterAVerdict(TableReport table, String what) {
        return table.phase() == READY || table.phase() == CATCHING_UP && table.unresolved()
                ? null
                : what + " once it is READY or its verdict waits for a person; it is " + table.phase();
    }

    private static @Nullable String approve(TableReport table) {
        var verdict = table.verdict();
        if (verdict == null) {
            return "it has no verdict yet";
        }
        if (!verdict.outcome().isReady()) {
            return "its verdict is " + verdict.outcome() + "; only EQUAL or EXCEPTED can be approved";
        }
        return table.notes().repair() == null
                ? null
                : "its verdict is void since rows were repaired; approve the next one";
    }

    private static boolean backfillAhead(TableReport table) {
        return table.phase().compareTo(BACKFILLING) <= 0;
    }
}
