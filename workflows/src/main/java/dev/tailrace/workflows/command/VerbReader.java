package dev.tailrace.workflows.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.workflows.waiting.Waits;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a verb's input: unknown fields and wrong values are refused by name, all of them at once. */
public final class VerbReader {
    private static final int WIDEST_WINDOW = 1_024;

    private final Verb verb;
    private final JsonNode json;
    private final List<String> wrong = new ArrayList<>();

    private VerbReader(Verb verb, JsonNode json) {
        this.verb = verb;
        this.json = json;
    }

    /** @throws io.temporal.failure.ApplicationFailure with a sentence that names each wrong field */
    public static VerbInput read(Verb verb, @Nullable JsonNode json) {
        if (json == null || json.isNull()) {
            return new VerbReader(verb, JsonNodeFactory.instance.objectNode()).read();
        }
        if (!json.isObject()) {
            throw InvalidVerb.input(verb, "the input is one object, with any of: " + String.join(", ", verb.fields()));
        }
        return new VerbReader(verb, json).read();
    }

    private VerbInput read() {
        json.fieldNames().forEachRemaining(name -> {
            if (!verb.fields().contains(name)) {
                wrong.add("unknown field \"" + name + "\" (it has: " + String.join(", ", verb.fields()) + ")");
            }
        });
        var input = new VerbInput(tables(), scope(), unitsPerSecond(), window(), from(), text("by"));
        if (verb == Verb.THROTTLE && wrong.isEmpty() && input.unitsPerSecond() == null && input.window() == null) {
            wrong.add("state unitsPerSecond, window or both");
        }
        var until = validUntil();
        if (!wrong.isEmpty()) {
            throw InvalidVerb.input(verb, String.join("; ", wrong));
        }
        if (until != null && Waits.now().isAfter(until)) {
            throw InvalidVerb.late(verb, until, Waits.now());
        }
        return input;
    }

    private List<String> tables() {
        var node = json.path("tables");
        var names = new ArrayList<String>();
        if (node.isTextual()) {
            names.add(node.textValue());
        } else if (node.isArray()) {
            node.forEach(name -> names.add(name.isTextual() ? name.textValue() : name.toString()));
        } else if (!absent(node)) {
            wrong.add("tables is a list of source table names");
        }
        return names.stream().distinct().toList();
    }

    private VerbInput.@Nullable Scope scope() {
        var text = text("scope");
        if (text == null) {
            return null;
        }
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "backfill" -> VerbInput.Scope.BACKFILL;
            case "all" -> VerbInput.Scope.ALL;
            default -> {
                wrong.add("scope is backfill or all, not \"" + text + "\"");
                yield null;
            }
        };
    }

    private @Nullable Double unitsPerSecond() {
        var node = json.path("unitsPerSecond");
        if (absent(node)) {
            return null;
        }
        if (node.isTextual() && node.textValue().equals("unlimited")) {
            return VerbInput.UNLIMITED;
        }
        if (!node.isNumber() || !(node.doubleValue() > 0) || Double.isInfinite(node.doubleValue())) {
            wrong.add("unitsPerSecond is a number above 0, or \"unlimited\"");
            return null;
        }
        return node.doubleValue();
    }

    private @Nullable Integer window() {
        var node = json.path("window");
        if (absent(node)) {
            return null;
        }
        if (node.isTextual() && node.textValue().equals("planned")) {
            return VerbInput.PLANNED;
        }
        if (!node.isIntegralNumber()
                || !node.canConvertToInt()
                || node.intValue() < 1
                || node.intValue() > WIDEST_WINDOW) {
            wrong.add("window is a whole number from 1 to " + WIDEST_WINDOW + ", or \"planned\"");
            return null;
        }
        return node.intValue();
    }

    /** Whoever sent it has given up waiting by then: Temporal hands on an update whenever a worker comes. */
    private @Nullable Instant validUntil() {
        var text = text("validUntil");
        if (text == null) {
            return null;
        }
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notAnInstant) {
            wrong.add("validUntil is an instant such as 2026-11-20T09:53:00Z, not \"" + text + "\"");
            return null;
        }
    }

    private @Nullable String from() {
        var text = text("from");
        if (text != null && !text.equals("backfill")) {
            wrong.add("from is backfill, not \"" + text + "\"");
        }
        return text;
    }

    private @Nullable String text(String field) {
        var node = json.path(field);
        if (absent(node)) {
            return null;
        }
        if (!node.isTextual() || node.textValue().isBlank()) {
            wrong.add(field + " is text");
            return null;
        }
        return node.textValue();
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
