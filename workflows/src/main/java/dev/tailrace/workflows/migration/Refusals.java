package dev.tailrace.workflows.migration;

import static dev.tailrace.workflows.table.Phase.BACKFILLING;
import static dev.tailrace.workflows.table.Phase.CATCHING_UP;
import static dev.tailrace.workflows.table.Phase.READY;
import static dev.tailrace.workflows.table.Phase.VERIFYING;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.waiting.Waits;
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
        if (table.phase() == Phase.COMPLETED) {
            return "it is completed, and there is no way back";
        }
        if (table.phase().isBeyondTheSource() && !verb.isForTheTargetsTime(input)) {
            return beyondTheSource(verb, table);
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
            case CUT_OVER -> cutOver(table);
            case ROLL_BACK -> soaking(table, "rolled back");
            case EXTEND -> extend(input, table);
            case FINALIZE -> soaking(table, "finalized");
        };
    }

    /** Each would write to a target that the application owns or is about to, or leave it without a way back. */
    private static String beyondTheSource(Verb verb, TableReport table) {
        return switch (table.phase()) {
            case CUTTING_OVER -> "it is being cut over; that ends by itself within the longest pause";
            case ROLLING_BACK -> "it is being rolled back; that ends by itself within the longest pause";
            case PLANNED, PREPARING, BACKFILLING, CATCHING_UP, VERIFYING, READY, SOAKING, COMPLETED, ABORTED ->
                verb == Verb.VERIFY
                        ? "its target owns the data; it is verified after a rollback by itself"
                        : "its target owns the data; roll it back first, or finalize it";
        };
    }

    private static @Nullable String cutOver(TableReport table) {
        if (table.phase() != READY) {
            return "it is " + table.phase() + "; a table is cut over once it is READY";
        }
        if (table.capturePaused()) {
            return "its change capture is paused; resume it first";
        }
        return table.blocked() ? "it waits for a person; see its status" : null;
    }

    private static @Nullable String soaking(TableReport table, String what) {
        var soak = table.soak();
        if (table.phase() != Phase.SOAKING || soak == null) {
            return "it is " + table.phase() + "; a table is " + what + " while it is SOAKING";
        }
        return soak.ending() ? "it is being finalized by " + soak.finalizedBy() : null;
    }

    private static @Nullable String extend(VerbInput input, TableReport table) {
        var refused = soaking(table, "given more time");
        var soak = table.soak();
        var handover = input.handover();
        if (refused != null || soak == null || handover == null) {
            return refused;
        }
        return handover.end(Waits.now()).isAfter(soak.deadline())
                ? null
                : "its rollback window ends at " + HumanFormat.minute(soak.deadline()) + ", which is not earlier";
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
            case PLANNED, PREPARING, BACKFILLING, CUTTING_OVER, SOAKING, ROLLING_BACK, COMPLETED, ABORTED ->
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
