package dev.tailrace.workflows.table;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.workflows.migration.Command;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.TableActivities.Steering;
import dev.tailrace.workflows.migration.TableActivities.VerbRecord;
import dev.tailrace.workflows.migration.VerbInput;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.waiting.Waits;
import java.time.Duration;
import java.util.Objects;

/**
 * Takes an operator's verbs. The migration has checked that the table takes them; one that comes too late after all finds
 * nothing to do. Everything here takes effect in memory at once and reaches the control schema by errand.
 */
final class Commands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SOMEBODY = "operator";

    /** A noted retry accepts what is in quarantine; capture must not try again before that. */
    private static final Duration TO_BE_NOTED = Duration.ofMinutes(1);

    private final TableState standing;
    private final CaptureLink capture;
    private final Runnable interrupt;

    /** @param interrupt ends the current step, so that the direction is decided anew */
    Commands(TableState standing, CaptureLink capture, Runnable interrupt) {
        this.standing = standing;
        this.capture = capture;
        this.interrupt = interrupt;
    }

    void take(Command order) {
        if (standing.phase() == Phase.ABORTED || order.number() <= standing.taken) {
            return;
        }
        standing.taken = order.number();
        var input = order.input();
        standing.errands.note(new VerbRecord(
                standing.table,
                order.id() + "/" + standing.table.table(),
                order.verb().word(),
                Objects.requireNonNullElse(input.by(), SOMEBODY),
                text(input)));
        switch (order.verb()) {
            case PAUSE -> pause(input.scope() == VerbInput.Scope.ALL);
            case RESUME -> resume();
            case THROTTLE -> throttle(input);
            case RETRY -> retry(input.from() != null);
            case SKIP -> skip();
            case VERIFY -> standing.verifyAsked = true;
            case REPLAY_QUARANTINE -> standing.replay = order.number();
            case ABORT -> abort();
        }
    }

    /** The copy stands back for capture, or no longer (R12). */
    void giveWay(boolean wanted) {
        if (standing.givingWay != wanted) {
            standing.givingWay = wanted;
            steerPauses();
            standing.changed();
        }
    }

    private void pause(boolean all) {
        standing.copyPaused = true;
        standing.capturePaused |= all;
        steerPauses();
    }

    private void resume() {
        standing.copyPaused = false;
        standing.capturePaused = false;
        steerPauses();
    }

    private void throttle(VerbInput input) {
        if (input.window() != null) {
            standing.window = input.window() == VerbInput.PLANNED ? null : input.window();
        }
        standing.errands.steer(new Steering(
                standing.table, standing.nextNumber(), null, null, input.unitsPerSecond(), input.window()));
    }

    private void retry(boolean fromBackfill) {
        standing.skipped = false;
        if (fromBackfill && standing.phase() != Phase.PLANNED) {
            standing.newPassAsked = true;
            interrupt.run();
        }
        var captureMetOne = standing.obstacles.at(Place.CAPTURE) != null;
        standing.obstacles.retry();
        if (captureMetOne) {
            Waits.upTo(TO_BE_NOTED, standing.table.table() + " · note the retry", standing.errands::settled);
            capture.retry();
        }
    }

    private void skip() {
        standing.skipped = true;
        interrupt.run();
    }

    private void abort() {
        standing.aborting = true;
        interrupt.run();
    }

    private void steerPauses() {
        standing.errands.steer(new Steering(
                standing.table,
                standing.nextNumber(),
                standing.copyPaused || standing.givingWay,
                standing.capturePaused,
                null,
                null));
    }

    private static String text(VerbInput input) {
        try {
            return JSON.writeValueAsString(input);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write a verb's input as JSON.", impossible);
        }
    }
}
