package dev.tailrace.workflows.phase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.workflows.command.Command;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableActivities.VerbRecord;
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

    private final TableState state;
    private final CaptureLink capture;
    private final Runnable interrupt;

    /** @param interrupt ends the current step, so that the direction is decided anew */
    Commands(TableState state, CaptureLink capture, Runnable interrupt) {
        this.state = state;
        this.capture = capture;
        this.interrupt = interrupt;
    }

    void take(Command command) {
        if (state.phase() == Phase.ABORTED || command.number() <= state.taken) {
            return;
        }
        state.taken = command.number();
        var input = command.input();
        state.controlWrites.note(new VerbRecord(
                state.table,
                command.id() + "/" + state.table.name(),
                command.verb().word(),
                Objects.requireNonNullElse(input.by(), SOMEBODY),
                text(input)));
        switch (command.verb()) {
            case PAUSE -> pause(input.scope() == VerbInput.Scope.ALL);
            case RESUME -> resume();
            case THROTTLE -> throttle(input);
            case RETRY -> retry(input.from() != null);
            case SKIP -> skip();
            case VERIFY -> state.verifyAsked = true;
            case REPLAY_QUARANTINE -> state.replay = command.number();
            case ABORT -> abort();
        }
    }

    /** The copy stands back for capture, or no longer (R12). */
    void giveWay(boolean wanted) {
        if (state.givingWay != wanted) {
            state.givingWay = wanted;
            steerPauses();
            state.changed();
        }
    }

    private void pause(boolean all) {
        state.copyPaused = true;
        state.capturePaused |= all;
        steerPauses();
    }

    private void resume() {
        state.copyPaused = false;
        state.capturePaused = false;
        steerPauses();
    }

    private void throttle(VerbInput input) {
        if (input.window() != null) {
            state.window = input.window() == VerbInput.PLANNED ? null : input.window();
        }
        state.controlWrites.steer(
                new Steering(state.table, state.nextNumber(), null, null, input.unitsPerSecond(), input.window()));
    }

    private void retry(boolean fromBackfill) {
        state.skipped = false;
        if (fromBackfill && state.phase() != Phase.PLANNED) {
            state.newPassAsked = true;
            interrupt.run();
        }
        var captureMetOne = state.obstacles.at(Place.CAPTURE) != null;
        state.obstacles.retry();
        if (captureMetOne) {
            Waits.upTo(TO_BE_NOTED, state.table.name() + " · note the retry", state.controlWrites::settled);
            capture.retry();
        }
    }

    private void skip() {
        state.skipped = true;
        interrupt.run();
    }

    private void abort() {
        state.aborting = true;
        interrupt.run();
    }

    private void steerPauses() {
        state.controlWrites.steer(new Steering(
                state.table, state.nextNumber(), state.copyPaused || state.givingWay, state.capturePaused, null, null));
    }

    private static String text(VerbInput input) {
        try {
            return JSON.writeValueAsString(input);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write a verb's input as JSON.", impossible);
        }
    }
}
