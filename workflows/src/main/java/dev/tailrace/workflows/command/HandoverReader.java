package dev.tailrace.workflows.command;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what verbs say that move the ownership of the data or end the way back. */
final class HandoverReader {
    private final Verb verb;
    private final JsonNode json;
    private final List<String> wrong;

    /** @param wrong what is wrong is added to it, a sentence without full stop each */
    HandoverReader(Verb verb, JsonNode json, List<String> wrong) {
        this.verb = verb;
        this.json = json;
        this.wrong = wrong;
    }

    /** Null where the verb says nothing of the kind. */
    VerbInput.@Nullable Handover read() {
        return switch (verb) {
            case CUT_OVER -> cutOver();
            case ROLL_BACK -> new VerbInput.Handover(truth("dryRun"), truth("terminate"), null, null);
            case EXTEND -> extend();
            case FINALIZE -> {
                consent("confirm", "confirm is missing: true says that there is to be no way back any more");
                yield null;
            }
            case PAUSE,
                    RESUME,
                    THROTTLE,
                    RETRY,
                    SKIP,
                    VERIFY,
                    REPLAY_QUARANTINE,
                    ACCEPT_QUARANTINE,
                    APPROVE,
                    REPAIR,
                    ABORT -> null;
        };
    }

    /** Nothing but a person's word keeps an application from writing to the source after its data was taken over (R9). */
    private VerbInput.Handover cutOver() {
        boolean dryRun = truth("dryRun");
        if (!dryRun) {
            consent(
                    "writersStopped",
                    "writersStopped is missing: stop all writers of the source first, then say true; dryRun: true only reads the gate");
        }
        return new VerbInput.Handover(dryRun, false, null, null);
    }

    private VerbInput.Handover extend() {
        var window = text("window");
        var until = text("until");
        if ((window == null) == (until == null)) {
            wrong.add("state either window, such as 3d from now, or until, such as 2026-11-27T09:00:00Z");
        } else if (window != null && StatedDuration.of(window) == null) {
            wrong.add("window is a whole number with ms, s, m, h or d, such as 3d, not \"" + window + "\"");
        } else if (until != null) {
            checkInstant(until);
        }
        return new VerbInput.Handover(false, false, window, until);
    }

    private void checkInstant(String until) {
        try {
            Instant.parse(until);
        } catch (DateTimeParseException notAnInstant) {
            wrong.add("until is an instant such as 2026-11-27T09:00:00Z, not \"" + until + "\"");
        }
    }

    private void consent(String field, String missing) {
        if (!truth(field)) {
            wrong.add(missing);
        }
    }

    private boolean truth(String field) {
        var node = json.path(field);
        if (!node.isMissingNode() && !node.isNull() && !node.isBoolean()) {
            wrong.add(field + " is true or false");
        }
        return node.asBoolean(false);
    }

    private @Nullable String text(String field) {
        var node = json.path(field);
        if (node.isMissingNode() || node.isNull()) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            wrong.add(field + " is text");
            return null;
        }
        return node.textValue();
    }
}
