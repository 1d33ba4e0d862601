package dev.tailrace.workflows.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.InvalidVerb;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.command.VerbReader;
import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.table.StatedVerification;
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
        var input = read(verb, json);
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
        if (verb == Verb.APPROVE) {
            asked = List.of(approved(input, asked, reports));
        }
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

    /** Reads a verb's input. @throws io.temporal.failure.ApplicationFailure with a sentence that names each wrong field */
    static VerbInput read(Verb verb, @Nullable JsonNode json) {
        return VerbReader.read(verb, json, typed -> StatedVerification.of(typed).wrong());
    }

    /** The table whose verdict has the digest: no two have the same. */
    private static String approved(VerbInput input, Collection<String> asked, Map<String, TableReport> reports) {
        return asked.stream()
                .filter(name -> {
                    var verdict = report(reports, name).verdict();
                    return verdict != null && verdict.digest().equals(input.digest());
                })
                .findFirst()
                .orElseThrow(() -> InvalidVerb.unknownVerdict(
                        Verb.APPROVE,
                        "no verdict that stands has this digest; "
                                + HumanFormat.few(asked.stream()
                                        .map(name -> newest(report(reports, name)))
                                        .toList())));
    }

    private static String newest(TableReport report) {
        var verdict = report.verdict();
        return report.table() + (verdict == null ? " has no verdict" : " has " + verdict.digest());
    }

    private static TableReport report(Map<String, TableReport> reports, String name) {
        return Objects.requireNonNull(reports.get(name));
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

    private static String how(VerbInput input) {
        var typed = input.verification();
        return typed == null
                ? ""
                : ", level " + StatedVerification.of(typed).options().level().word();
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
                    case VERIFY -> "Verifies " + names + how(input) + ".";
                    case REPLAY_QUARANTINE -> "Reads the quarantined items of " + names + " again, then verifies.";
                    case ACCEPT_QUARANTINE ->
                        "Accepts what is in quarantine of " + names
                                + " now, then verifies; one more item makes it void.";
                    case APPROVE -> "Approves the verdict of " + names + ", until a newer one stands.";
                    case REPAIR -> "Repairs " + names + ", then verifies.";
                    case ABORT -> "Aborts " + names + ".";
                });
    }
}
