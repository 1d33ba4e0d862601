package dev.tailrace.workflows.cutover;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The steps of a cutover and of a rollback (R9, R11), on the control queue. Each is idempotent and short, and an attempt that is over makes
 * it change nothing: whatever is repeated, late or superseded asks the attempt's row first.
 */
@ActivityInterface
public interface CutoverActivities {
    /** Arms guard and recorder on a table's targets, and makes the indexes by which rows of a source key are found. Before READY. */
    Turn armTarget(TableRef table);

    /** Reads everything that a switch depends on, now, and changes nothing. */
    Gate readGate(GateRequest request);

    /** Begins an attempt for a verb, or finds the one that it began. */
    AttemptAnswer beginAttempt(AttemptRequest request);

    /**
     * Whether the source had no write but expiry's, ours, and tokens for the stated time; people say that writers are stopped, this checks it.
     * To be called again with the numbers of the answer before, as {@link #drainSource}.
     */
    Drain awaitSilence(DrainStep step);

    /** Sends a token to each shard of each table of the group, or looks for the one that was sent. */
    Drain drainSource(DrainStep step);

    /** Refuses every write at the target from its commit on (R11). */
    Moved fenceTarget(FenceStep step);

    /** Whether the outbox is empty and no mark is left. */
    Drain drainTarget(Step step);

    /** The ownership transaction of a cutover, all tables of the group or none; opens their reverse passes. */
    Moved moveToTarget(Step step);

    /** Closes the lane items of the group's reverse passes, so that nothing of theirs can land any more. */
    Turn closeReverse(Step step);

    /** The ownership transaction of a rollback, all tables or none; opens the passes that go on from watch mode's positions. */
    Moved moveToSource(Step step);

    /** Puts back the constraints that the last rollback dropped (R5), while the target owns. Blocked by one that the rows do not keep. */
    Turn restoreConstraints(TableRef table);

    /** Ends an attempt that has not moved the ownership. May open reverse passes, in place of those whose lanes are closed already. */
    Moved abortAttempt(AbortStep step);

    /**
     * Looks again at all that was not known while the target owned the data (R11, step 8), under the exclusive lock of the pass that the
     * rollback has opened. Before VERIFYING.
     */
    Turn lookAgain(TableRef table);

    /** Ends the rollback window: removes triggers, marks and tokens; keeps trail and report. */
    Turn finalizeTable(FinalStep step);

    /** Which way a switch goes. Persisted names. */
    enum Direction {
        CUTOVER,
        ROLLBACK
    }

    /** @param by who asked; may not be among the approvers where the file says so */
    record GateRequest(List<TableRef> tables, Direction direction, String by) {}

    /**
     * What a gate found.
     *
     * @param problems each with its fix; none: it is open
     * @param facts what was read, one line each, for the trail and for people
     * @param pauseMillis how long writers will probably wait, from and to
     * @param rollbackSafe why a way back would lose something, one reason each; none: it would not
     */
    record Gate(
            List<Problem> problems,
            List<String> facts,
            long pauseMillisFrom,
            long pauseMillisTo,
            List<String> rollbackUnsafe) {
        public Gate {
            problems = List.copyOf(problems);
            facts = List.copyOf(facts);
            rollbackUnsafe = List.copyOf(rollbackUnsafe);
        }
    }

    /** @param command the verb's number, which finds the attempt again @param pauseMillis from now to the deadline */
    record AttemptRequest(List<TableRef> tables, Direction direction, long command, String by, long pauseMillis) {}

    /** @param deadline ISO-8601, by the database's clock */
    record Attempt(long id, String deadline) {}

    /** The answer to beginning. Persisted names. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = AttemptAnswer.Begun.class, name = "begun"),
        @JsonSubTypes.Type(value = AttemptAnswer.Ended.class, name = "ended"),
        @JsonSubTypes.Type(value = AttemptAnswer.Waiting.class, name = "waiting")
    })
    sealed interface AttemptAnswer {
        record Begun(Attempt attempt) implements AttemptAnswer {}

        /** The verb's attempt is over. */
        record Ended(Attempt attempt, AttemptState state) implements AttemptAnswer {}

        /** @param turn Stalled or Blocked, e.g. where another attempt is open */
        record Waiting(Turn turn) implements AttemptAnswer {}
    }

    /** How an attempt stands. Persisted names. */
    enum AttemptState {
        OPEN,
        DONE,
        ABORTED
    }

    /** A step of an attempt. */
    record Step(List<TableRef> tables, long attempt) {}

    /** @param numbers as the answer before this call gave them, e.g. of the tokens that were sent; null: there was none */
    record DrainStep(
            List<TableRef> tables, long attempt, @Nullable List<Long> numbers) {}

    /** @param terminate whether sessions that hold it up are ended */
    record FenceStep(List<TableRef> tables, long attempt, boolean terminate) {}

    record AbortStep(List<TableRef> tables, long attempt, String reason) {}

    /** @param by who asked */
    record FinalStep(TableRef table, String by) {}

    /**
     * What is left to wait for.
     *
     * @param drained nothing is
     * @param waitingFor in words, for people; empty where nothing is
     * @param numbers for the next call of the same step, see {@link DrainStep}; of no meaning to anyone else
     * @param turn Done, or Stalled or Blocked where it could not be found out
     */
    record Drain(
            boolean drained, String waitingFor, @Nullable List<Long> numbers, Turn turn) {}

    /**
     * How an ownership transaction ended.
     *
     * @param state the attempt's after it; OPEN: nothing was changed, and it may be tried again
     * @param holders what was in its way, in words, e.g. sessions by their pids; empty where nothing was
     * @param passes those that are open since, a table each; empty where none was opened. Repeated, it names the same
     * @param trail its event; null where none was written
     * @param turn Done, or Stalled or Blocked where it could not be tried
     */
    record Moved(
            AttemptState state,
            String holders,
            List<OpenedPass> passes,
            @Nullable TrailHead trail,
            Turn turn) {
        public Moved {
            passes = List.copyOf(passes);
        }
    }

    /** A pass that an ownership transaction opened: REVERSE once the target owns, FORWARD once the source does. */
    record OpenedPass(TableRef table, long passId, int number) {}
}
