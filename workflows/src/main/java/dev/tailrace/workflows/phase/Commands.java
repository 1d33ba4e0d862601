package dev.tailrace.workflows.phase;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tailrace.workflows.command.Command;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.StatedVerification;
import dev.tailrace.workflows.table.TableActivities.QuarantineAcceptance;
import dev.tailrace.workflows.table.TableActivities.Steering;
import dev.tailrace.workflows.table.TableActivities.VerbRecord;
import dev.tailrace.workflows.table.TableActivities.VerdictApproval;
import dev.tailrace.workflows.table.TableCarry;
import dev.tailrace.workflows.table.VerdictNotes;
import dev.tailrace.workflows.turn.Obstacles.Place;
import dev.tailrace.workflows.waiting.Waits;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes an operator's verbs. The migration has checked that the table takes them; one that comes too late after all finds
 * nothing to do. Everything here takes effect in memory at once and reaches the control schema by a control write.
 */
final class Commands {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String UNNAMED = "operator";

    /** A noted retry accepts what is in quarantine; capture must not try again before that. */
    private static final Duration TO_BE_NOTED = Duration.ofMinutes(1);

    private final TableState state;
    private final CaptureLink capture;
    private final Runnable interrupt;

    /** @param interrupt ends the current step, so that the next one is chosen again */
    Commands(TableState state, CaptureLink capture, Runnable interrupt) {
        this.state = state;
        this.capture = capture;
        this.interrupt = interrupt;
    }

    void take(Command command) {
        if (!state.take(command.number())) {
            return;
        }
        var input = command.input();
        state.controlWrites()
                .note(new VerbRecord(state.table(), id(command), command.verb().word(), by(input), text(input)));
        switch (command.verb()) {
            case PAUSE -> pause(input.scope());
            case RESUME -> resume();
            case THROTTLE -> throttle(input);
            case RETRY -> retry(input);
            case SKIP -> skip();
            case VERIFY -> verify(input);
            case REPLAY_QUARANTINE -> state.pass().requestReplay(command.number());
            case ACCEPT_QUARANTINE -> acceptQuarantine(command);
            case APPROVE -> approve(command);
            case REPAIR -> repair(command);
            case ABORT -> abort();
        }
    }

    /** The backfill stands back for capture, or no longer (R12). */
    void giveWay(boolean wanted) {
        if (state.settings().giveWay(wanted)) {
            state.steerGivingWay();
            state.changed();
        }
    }

    private void pause(VerbInput.@Nullable Scope scope) {
        if (scope == VerbInput.Scope.ALL) {
            state.settings().pauseAll();
        } else {
            state.settings().pauseBackfill();
        }
        state.steerPauses();
    }

    private void resume() {
        state.settings().resume();
        state.steerPauses();
    }

    private void throttle(VerbInput input) {
        state.settings().setWindow(input.window());
        state.controlWrites()
                .steer(Steering.pace(state.table(), state.nextNumber(), input.unitsPerSecond(), input.window()));
    }

    private void retry(VerbInput input) {
        state.settings().bringBack();
        if (input.fromBackfill() && state.phase() != Phase.PLANNED) {
            state.requestNewPass();
            interrupt.run();
        }
        var captureMetOne = state.obstacles().at(Place.CAPTURE) != null;
        state.obstacles().retry();
        if (captureMetOne) {
            Waits.upTo(TO_BE_NOTED, state.table().name() + " · note the retry", state.controlWrites()::settled);
            capture.retry();
        }
    }

    private void verify(VerbInput input) {
        var pass = state.pass();
        var typed = input.verification();
        pass.requestVerification(
                typed == null ? pass.required() : StatedVerification.of(typed).options());
    }

    /** Written before the verification that follows: a step begins once all is written. */
    private void acceptQuarantine(Command command) {
        var pass = state.pass();
        var open = pass.opened();
        if (open == null) {
            return;
        }
        var signature = signature(command.input());
        state.controlWrites()
                .accept(new QuarantineAcceptance(
                        state.table(), id(command), open.passId(), signature.by(), signature.reason()));
        pass.note(pass.notes().withAcceptance(signature));
        pass.requestVerification(pass.required());
    }

    /** One of a verdict that stands no more by now is recorded all the same, and shown to be void. */
    private void approve(Command command) {
        var pass = state.pass();
        var open = pass.opened();
        var digest = command.input().digest();
        if (open == null || digest == null) {
            return;
        }
        var signature = signature(command.input());
        state.controlWrites()
                .approve(new VerdictApproval(
                        state.table(), id(command), open.passId(), digest, signature.by(), signature.reason()));
        pass.note(pass.notes().withApproval(new VerdictNotes.Approval(digest, signature)));
    }

    private void repair(Command command) {
        var wanted = command.input().repair();
        if (wanted == null || !wanted.apply()) {
            return;
        }
        var pass = state.pass();
        pass.requestRepair(new TableCarry.WantedRepair(
                command.number(), wanted.run(), wanted.deleteForeign(), by(command.input())));
        pass.note(pass.notes().withRepair(signature(command.input())));
    }

    private String id(Command command) {
        return command.id() + "/" + state.table().name();
    }

    private static String by(VerbInput input) {
        return Objects.requireNonNullElse(input.by(), UNNAMED);
    }

    private static VerdictNotes.Signature signature(VerbInput input) {
        return new VerdictNotes.Signature(by(input), Objects.requireNonNullElse(input.reason(), ""), Waits.now());
    }

    private void skip() {
        state.settings().skip();
        interrupt.run();
    }

    private void abort() {
        state.requestAbort();
        interrupt.run();
    }

    private static String text(VerbInput input) {
        try {
            return JSON.writeValueAsString(input);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Cannot write a verb's input as JSON.", impossible);
        }
    }
}
