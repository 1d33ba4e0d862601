package dev.tailrace.workflows.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.InvalidVerb;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.command.VerbReader;
import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.table.TableReport;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Who a verb is for.
 *
 * @param tables source tables that take it, at least one
 */
record Dispatch(Verb verb, VerbInput input, List<String> tables) {
    /**
     * Reads a verb and finds its tables: those named, which must all take it, or all that do.
     *
     * @throws io.temporal.failure.ApplicationFailure with a sentence, where it is refused
     */
    static Dispatch of(Verb verb, @Nullable JsonNode json, Map<String, TableReport> reports) {
        var input = VerbReader.read(verb, json);
        var unknown = input.tables().stream()
                .filter(name -> !reports.containsKey(name))
                .toList();
        if (!unknown.isEmpty()) {
            throw InvalidVerb.unknownTables(
                    verb,
                    "the migration has no table " + String.join(", ", unknown) + "; it has "
                            + HumanFormat.few(List.copyOf(reports.keySet())));
        }
        if (verb == Verb.SKIP && input.tables().isEmpty()) {
            throw InvalidVerb.input(verb, "tables must name what to skip");
        }
        Collection<String> asked = input.tables().isEmpty() ? reports.keySet() : input.tables();
        var takers = new ArrayList<String>();
        var refusals = new ArrayList<String>();
        for (var name : asked) {
            var why = Refusals.of(verb, input, Objects.requireNonNull(reports.get(name)));
            if (why == null) {
                takers.add(name);
            } else {
                refusals.add(name + ": " + why);
            }
        }
        if (takers.isEmpty() || !input.tables().isEmpty() && !refusals.isEmpty()) {
            throw InvalidVerb.now(verb, HumanFormat.few(refusals));
        }
        return new Dispatch(verb, input, List.copyOf(takers));
    }

    private static String pace(VerbInput input) {
        var units = input.unitsPerSecond();
        var window = input.window();
        var figures = new ArrayList<String>();
        if (units != null) {
            figures.add(
                    units == VerbInput.UNLIMITED
                            ? "no limit of read units"
                            : "at most " + HumanFormat.number(units) + " read units/s per table");
        }
        if (window != null) {
            figures.add(
                    window == VerbInput.PLANNED
                            ? "as many segments at once as planned"
                            : window + (window == 1 ? " segment at once" : " segments at once"));
        }
        return String.join(", ", figures);
    }

    /** What the verb does, in a sentence. */
    Answer answer() {
        var names = HumanFormat.few(tables);
        return new Answer(
                switch (verb) {
                    case PAUSE ->
                        input.scope() == VerbInput.Scope.ALL
                                ? "Pauses backfill and change capture of " + names
                                        + "; stream records live 24 h, status shows the deadline."
                                : "Pauses the backfill of " + names + "; change capture goes on.";
                    case RESUME -> "Resumes " + names + ".";
                    case THROTTLE -> "Changes the pace of " + names + ": " + pace(input) + ".";
                    case RETRY ->
                        input.fromBackfill() ? "Begins a new pass of " + names + "." : "Tries " + names + " again.";
                    case SKIP -> "Skips " + names + "; retry brings it back.";
                    case VERIFY -> "Verifies " + names + ".";
                    case REPLAY_QUARANTINE -> "Reads the quarantined items of " + names + " again, then verifies.";
                    case ABORT -> "Aborts " + names + ".";
                });
    }
}
