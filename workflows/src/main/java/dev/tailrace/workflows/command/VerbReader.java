package dev.tailrace.workflows.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tailrace.workflows.waiting.Waits;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads a verb's input: unknown fields and wrong values are refused by name, all of them at once. */
public final class VerbReader {
    private static final int WIDEST_WINDOW = 1_024;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

    private final Verb verb;
    private final JsonNode json;
    private final List<String> wrong = new ArrayList<>();
    private final Function<VerbInput.Level, List<String>> levels;

    private VerbReader(Verb verb, JsonNode json, Function<VerbInput.Level, List<String>> levels) {
        this.verb = verb;
        this.json = json;
        this.levels = levels;
    }

    /**
     * Reads it.
     *
     * @param levels what is wrong with how to verify, a sentence without full stop each
     * @throws io.temporal.failure.ApplicationFailure with a sentence that names each wrong field
     */
    public static VerbInput read(Verb verb, @Nullable JsonNode json, Function<VerbInput.Level, List<String>> levels) {
        if (json == null || json.isNull()) {
            return new VerbReader(verb, JsonNodeFactory.instance.objectNode(), levels).read();
        }
        if (!json.isObject()) {
            throw InvalidVerb.input(verb, "the input is one object, with any of: " + String.join(", ", verb.fields()));
        }
        return new VerbReader(verb, json, levels).read();
    }

    private VerbInput read() {
        json.fieldNames().forEachRemaining(name -> {
            if (!verb.fields().contains(name)) {
                wrong.add("unknown field \"" + name + "\" (it has: " + String.join(", ", verb.fields()) + ")");
            }
        });
        var input = new VerbInput(
                tables(),
                scope(),
                unitsPerSecond(),
                window(),
                from(),
                verification(),
                repair(),
                digest(),
                text("by"),
                text("reason"));
        if (verb == Verb.THROTTLE && wrong.isEmpty() && input.unitsPerSecond() == null && input.window() == null) {
            wrong.add("state unitsPerSecond, window or both");
        }
        if (verb == Verb.ACCEPT_QUARANTINE || verb == Verb.APPROVE) {
            require("by", "who answers for it");
            require("reason", "why");
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

    private VerbInput.@Nullable Level verification() {
        var stated = new VerbInput.Level(text("level"), text("seed"), number("confidence"), number("atMost"));
        if (stated.isEmpty() || verb != Verb.VERIFY) {
            return null;
        }
        wrong.addAll(levels.apply(stated));
        return stated;
    }

    private VerbInput.@Nullable Repair repair() {
        if (verb != Verb.REPAIR) {
            return null;
        }
        return new VerbInput.Repair(run(), truth("apply"), truth("deleteForeign"));
    }

    private long run() {
        var node = json.path("run");
        if (absent(node)) {
            return VerbInput.Repair.NEWEST;
        }
        if (!node.isIntegralNumber() || !node.canConvertToLong() || node.longValue() < 1) {
            wrong.add("run is the number of a verification, as the verdict has it");
            return VerbInput.Repair.NEWEST;
        }
        return node.longValue();
    }

    private @Nullable String digest() {
        if (verb != Verb.APPROVE) {
            return null;
        }
        require("digest", "the verdict's, 64 hex digits, as status shows it");
        var text = text("digest");
        if (text == null) {
            return null;
        }
        var digest = text.toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(digest).matches()) {
            wrong.add("digest is the verdict's, 64 hex digits, as status shows it");
        }
        return digest;
    }

    private boolean truth(String field) {
        var node = json.path(field);
        if (!absent(node) && !node.isBoolean()) {
            wrong.add(field + " is true or false");
        }
        return node.asBoolean(false);
    }

    private @Nullable Double number(String field) {
        var node = json.path(field);
        if (absent(node)) {
            return null;
        }
        if (!node.isNumber()) {
            wrong.add(field + " is a number");
            return null;
        }
        return node.doubleValue();
    }

    private void require(String field, String meaning) {
        if (absent(json.path(field))) {
            wrong.add(field + " is missing: " + meaning);
        }
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
