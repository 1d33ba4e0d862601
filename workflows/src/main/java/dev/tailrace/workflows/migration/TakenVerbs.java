package dev.tailrace.workflows.migration;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.Command;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.command.VerbInput;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.failure.ApplicationFailure;
import io.temporal.workflow.Workflow;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Checks verbs, and takes them to the tables. */
final class TakenVerbs {
    private static final Duration TO_TAKE_A_COMMAND = Duration.ofSeconds(10);

    private final MigrationTables tables;
    private final TableRegistration registering;
    private final Runnable show;
    private long lastCommand;

    /** @param show called after a verb was taken */
    TakenVerbs(MigrationTables tables, TableRegistration registering, long lastCommand, Runnable show) {
        this.tables = tables;
        this.registering = registering;
        this.lastCommand = lastCommand;
        this.show = show;
    }

    /** The last command's number. */
    long lastCommand() {
        return lastCommand;
    }

    /** @throws ApplicationFailure with a sentence, where it is refused */
    void check(Verb verb, @Nullable JsonNode input) {
        if (registering.accepted() == null) {
            Dispatch.read(verb, input);
            registering.check(verb);
        } else {
            Dispatch.of(verb, input, tables.reports());
        }
    }

    Answer take(Verb verb, @Nullable JsonNode json) {
        if (registering.accepted() == null) {
            return registering.take(verb);
        }
        var dispatch = Dispatch.of(verb, json, tables.reports());
        if (verb == Verb.REPAIR) {
            return repair(dispatch);
        }
        var command = command(verb, dispatch.input());
        tables.tellAll(dispatch.tables(), table -> table.command(command));
        awaitWritten(verb, dispatch.tables(), command.number());
        return dispatch.answer();
    }

    private Answer repair(Dispatch dispatch) {
        var listings = RepairListings.of(dispatch, tables.refs());
        if (!dispatch.input().applies()) {
            return listings.answer();
        }
        var runs = listings.runs();
        var commands = new LinkedHashMap<String, Command>();
        runs.forEach((table, run) ->
                commands.put(table, command(Verb.REPAIR, dispatch.input().ofRun(run))));
        commands.forEach((table, command) -> tables.tell(table, workflow -> workflow.command(command)));
        // No table has taken a command of the first one's number before.
        awaitWritten(
                Verb.REPAIR, runs.keySet(), commands.values().iterator().next().number());
        return new Dispatch(Verb.REPAIR, dispatch.input(), List.copyOf(runs.keySet())).answer();
    }

    private Command command(Verb verb, VerbInput input) {
        return new Command(nextCommand(), Workflow.randomUUID().toString(), verb, input);
    }

    private void awaitWritten(Verb verb, Collection<String> takers, long number) {
        Waits.upTo(TO_TAKE_A_COMMAND, verb.word() + " · taken by its tables", () -> written(takers, number));
        show.run();
    }

    /** Above all before it, also those of a workflow that ran under this id before: it follows the clock. */
    private long nextCommand() {
        lastCommand = Math.max(lastCommand + 1, Workflow.currentTimeMillis());
        return lastCommand;
    }

    private boolean written(Collection<String> takers, long number) {
        Map<String, TableReport> reports = tables.reports();
        return takers.stream().map(reports::get).allMatch(report -> report == null || report.written() >= number);
    }

    void takeUnlessRefused(Verb verb) {
        try {
            check(verb, null);
        } catch (ApplicationFailure refused) {
            return;
        }
        take(verb, null);
    }
}
