package dev.tailrace.workflows.migration;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.Answer;
import dev.tailrace.workflows.command.InvalidVerb;
import dev.tailrace.workflows.command.SwitchTask;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.cutover.CutoverActivities;
import dev.tailrace.workflows.cutover.CutoverActivities.Direction;
import dev.tailrace.workflows.cutover.CutoverActivities.Gate;
import dev.tailrace.workflows.cutover.CutoverActivities.GateRequest;
import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.SwitchRules;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.turn.CallOptions;
import dev.tailrace.workflows.waiting.Waits;
import io.temporal.workflow.Workflow;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The tables that are switched as one, and the gate that was read for them.
 *
 * @param gate open
 */
record SwitchGroup(Verb verb, SwitchTask task, Gate gate) {
    /**
     * Whether the tables of a verb may be switched, or lose their way back, by themselves; nothing for other verbs.
     *
     * @throws io.temporal.failure.ApplicationFailure with a sentence, where they may not
     */
    static void check(Dispatch dispatch, SwitchRules rules, Map<String, TableReport> reports) {
        switch (dispatch.verb()) {
            case CUT_OVER, ROLL_BACK -> {
                checkTogether(dispatch, rules, reports.values());
                checkAlone(dispatch, reports.values());
            }
            case FINALIZE -> checkTogether(dispatch, rules, reports.values());
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
                    EXTEND,
                    ABORT -> {
                // Each table takes it by itself.
            }
        }
    }

    private static void checkTogether(Dispatch dispatch, SwitchRules rules, Collection<TableReport> reports) {
        var others = reports.stream()
                .filter(report -> !dispatch.tables().contains(report.table()))
                .map(report -> report.table() + " is " + report.phase() + (report.skipped() ? ", skipped" : ""))
                .toList();
        if (rules.together() && !others.isEmpty()) {
            throw InvalidVerb.now(
                    dispatch.verb(),
                    "the file says together: true, so all tables or none; without these: " + HumanFormat.few(others));
        }
    }

    /** There is one attempt at a time in a migration. */
    private static void checkAlone(Dispatch dispatch, Collection<TableReport> reports) {
        var others = reports.stream()
                .filter(report -> report.phase() == Phase.CUTTING_OVER || report.phase() == Phase.ROLLING_BACK)
                .map(report -> report.table() + " is " + report.phase())
                .toList();
        if (!others.isEmpty()) {
            throw InvalidVerb.now(dispatch.verb(), "another switch is under way: " + HumanFormat.few(others));
        }
    }

    /** Whether the verb switches a group. */
    static boolean isFor(Verb verb) {
        return verb == Verb.CUT_OVER || verb == Verb.ROLL_BACK;
    }

    /**
     * Reads the gate, now.
     *
     * @throws io.temporal.failure.ApplicationFailure with all that closes it
     */
    static SwitchGroup of(Dispatch dispatch, SwitchRules rules, List<TableRef> tables) {
        var verb = dispatch.verb();
        var input = dispatch.input();
        var by = Objects.requireNonNull(input.by(), "the verb requires it");
        var group = tables.stream()
                .filter(table -> dispatch.tables().contains(table.name()))
                .toList();
        var direction = verb == Verb.CUT_OVER ? Direction.CUTOVER : Direction.ROLLBACK;
        var gate = Workflow.newActivityStub(CutoverActivities.class, CallOptions.step(verb.word() + " · read the gate"))
                .readGate(new GateRequest(group, direction, by));
        var problems = problems(gate, direction);
        if (!problems.isEmpty()) {
            throw InvalidVerb.gate(verb, problems, gate.facts());
        }
        var task =
                new SwitchTask(dispatch.tables(), by, rules.pause(), rules.window(), input.terminates(), Waits.now());
        return new SwitchGroup(verb, task, gate);
    }

    /** A way back that would lose something is closed too; it is said where nothing else says so. */
    private static List<Problem> problems(Gate gate, Direction direction) {
        var problems = new ArrayList<>(gate.problems());
        if (direction == Direction.ROLLBACK && problems.isEmpty()) {
            gate.rollbackUnsafe().forEach(why -> problems.add(Problem.of(Code.R052, why, "")));
        }
        return problems;
    }

    /** What a dry run says: what was read, and how long writers would wait. */
    Answer dryRun() {
        var lines = new ArrayList<String>();
        lines.add("The gate of " + verb.word() + " is open for " + HumanFormat.few(task.tables())
                + ". Nothing was changed.");
        lines.add(pause());
        gate.facts().forEach(fact -> lines.add("  read  " + fact));
        gate.rollbackUnsafe().forEach(why -> lines.add("  a way back would not be safe: " + why));
        return new Answer(String.join("\n", lines));
    }

    /** The answer to the verb itself. */
    Answer begun() {
        var begins = verb == Verb.CUT_OVER ? "The cutover" : "The rollback";
        return new Answer(begins + " of " + HumanFormat.few(task.tables())
                + " begins: the gate is open. One that is not done within " + HumanFormat.rough(task.pause())
                + " aborts itself. " + pause());
    }

    private String pause() {
        return "Writers will probably wait from " + seconds(gate.pauseMillisFrom()) + " to "
                + seconds(gate.pauseMillisTo()) + ".";
    }

    private static String seconds(long millis) {
        return HumanFormat.number(millis / 1_000.0) + " s";
    }
}
