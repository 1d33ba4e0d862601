package dev.tailrace.workflows.table;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.turn.TrailHead;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Short activities on the control queue. Each is idempotent: a retry after a lost answer gives the same answer.
 * A store that fails is an answer, not an exception, see {@link Turn}.
 */
@ActivityInterface
public interface TableActivities {
    /**
     * Checks the file, migrates the control schema, records the migration. The same file again under the same name is a
     * resume; another file is refused (I9).
     */
    Registered register(Registration request);

    /**
     * R0: checks source and target, creates the target tables, sees that capture is observed on, opens a pass with its
     * lanes. Where a pass is open already it is returned as it is; with {@code newPass} above its number, the old one is closed and the
     * target emptied in one transaction first (R12).
     */
    Prepared openPass(Preparation request);

    /** Writes the phase and its audit event in one transaction, once per {@code seq} (I10). */
    Turn recordPhase(PhaseChange change);

    /** Writes what running activities obey within a second: pauses, budget, window. Once per {@code sequence}, in their order. */
    Turn writeSettings(Steering steering);

    /** Records an operator's verb in the audit trail, once per {@code id}. */
    Turn recordVerb(VerbRecord verb);

    /** Records that what is in quarantine now is accepted, once per {@code id}: the keys that are there when it is first written. */
    Turn acceptQuarantine(QuarantineAcceptance acceptance);

    /** Records an approval of a verdict, once per {@code id}. */
    Turn recordApproval(VerdictApproval approval);

    /** Progress of the tables named, from the control schema. A table without a pass is left out. */
    ProgressAnswer readProgress(ProgressRequest request);

    /**
     * Closes the pass, removes tokens, disables the stream if Tailrace enabled it, leaves the target's rows.
     * {@link Turn.Done} also when there is nothing to undo.
     */
    AbortAnswer cleanUpAfterAbort(TableRef table);

    /** @param file the migration file as JSON, as the operator gave it */
    record Registration(String workflowId, JsonNode file) {}

    /** The answer to a registration. Persisted names. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Registered.Accepted.class, name = "accepted"),
        @JsonSubTypes.Type(value = Registered.Refused.class, name = "refused"),
        @JsonSubTypes.Type(value = Registered.Waiting.class, name = "waiting")
    })
    sealed interface Registered {
        /**
         * @param tables in the file's order
         * @param target the target's address without secrets, for people and for the search attribute
         * @param searchAttributes whether the namespace has Tailrace's search attributes; workflows do without them if not
         * @param trail the newest event that registering left in the audit trail; null in histories of before
         */
        record Accepted(
                List<TableRef> tables,
                String digest,
                String target,
                boolean searchAttributes,
                @Nullable TrailHead trail)
                implements Registered {}

        /**
         * The file is wrong: the workflow fails with all problems.
         *
         * @param searchAttributes as for {@link Accepted}
         */
        record Refused(List<Problem> problems, boolean searchAttributes) implements Registered {
            /** No worker was asked, so nothing is known of search attributes. */
            public static Refused unasked(Problem problem) {
                return new Refused(List.of(problem), false);
            }
        }

        /**
         * @param turn Stalled or Blocked
         * @param searchAttributes as for {@link Accepted}: what waits for a person has to be found too
         */
        record Waiting(Turn turn, boolean searchAttributes) implements Registered {}
    }

    /**
     * @param newPass the least number that the open pass must have; 1 at the start, one more for each {@code retry from: backfill}
     */
    record Preparation(TableRef table, int newPass) {}

    /** The answer to a preparation. Persisted names. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Prepared.Open.class, name = "open"),
        @JsonSubTypes.Type(value = Prepared.Waiting.class, name = "waiting")
    })
    sealed interface Prepared {
        /**
         * @param passId the pass's id
         * @param passNumber the pass's number within the table
         * @param segments how many scan segments it has
         * @param window how many run at once
         * @param captureGroups how many capture activities share the stream's lanes
         * @param tokens whether the operator consented to tokens (R13)
         * @param together how many segments one activity copies at most
         * @param indexes whether secondary indexes are built after the backfill
         * @param verification how the table is verified by itself
         * @param trail the event that the pass was opened; null in histories of before
         */
        record Open(
                long passId,
                int passNumber,
                int segments,
                int window,
                int captureGroups,
                boolean tokens,
                int together,
                boolean indexes,
                VerificationOptions verification,
                @Nullable TrailHead trail)
                implements Prepared {
            public Open {
                verification = verification == null ? VerificationOptions.FULL : verification;
            }
        }

        /** @param turn Stalled or Blocked */
        record Waiting(Turn turn) implements Prepared {}
    }

    /** @param seq rises with each change of the table's phase, never reused */
    record PhaseChange(TableRef table, long seq, Phase from, Phase to, String actor, String reason) {}

    /**
     * What running activities obey. Null leaves a value as it is.
     *
     * @param sequence rises with each of the table's; a late one changes nothing
     * @param backfillPaused the backfill stops at the next batch
     * @param capturePaused capture stops at the next batch; its retention clock goes on
     * @param unitsPerSecond read capacity units per second for the table's backfill, over all workers; 0 for no limit
     * @param window how many segments run at once; 0 for as many as planned
     * @param givesWay the backfill stands back for capture by itself from now on, or no longer; null where that is as it was
     */
    record Steering(
            TableRef table,
            long sequence,
            @Nullable Boolean backfillPaused,
            @Nullable Boolean capturePaused,
            @Nullable Double unitsPerSecond,
            @Nullable Integer window,
            @Nullable Boolean givesWay) {
        /** What is to stand still. */
        public static Steering pauses(TableRef table, long sequence, boolean backfillPaused, boolean capturePaused) {
            return new Steering(table, sequence, backfillPaused, capturePaused, null, null, null);
        }

        /** The same, because the backfill stands back for capture by itself, or no longer. */
        public Steering givingWay(boolean now) {
            return new Steering(table, sequence, backfillPaused, capturePaused, unitsPerSecond, window, now);
        }

        /** How fast the backfill may go. */
        public static Steering pace(
                TableRef table, long sequence, @Nullable Double unitsPerSecond, @Nullable Integer window) {
            return new Steering(table, sequence, null, null, unitsPerSecond, window, null);
        }
    }

    /** @param id unique per verb and migration; @param input what was asked, as JSON text without secrets */
    record VerbRecord(TableRef table, String id, String verb, String actor, String input) {}

    /**
     * @param id unique per verb and table
     * @param passId the pass whose quarantine is accepted; nothing is written once it is closed
     */
    record QuarantineAcceptance(TableRef table, String id, long passId, String by, String reason) {}

    /**
     * @param id unique per verb and table
     * @param digest the verdict's, 64 hex digits
     */
    record VerdictApproval(TableRef table, String id, long passId, String digest, String by, String reason) {}

    record ProgressRequest(List<TableRef> tables) {}

    /**
     * @param problem why there is no answer, null if there is one
     * @param trail the newest event of the migration's audit trail; null where it is not known
     */
    record ProgressAnswer(
            List<TableProgress> tables,
            @Nullable Problem problem,
            @Nullable TrailHead trail) {
        /** @param why there is no answer */
        public static ProgressAnswer none(Problem why) {
            return new ProgressAnswer(List.of(), why, null);
        }
    }

    /** @param left what is left on the target and the source, in a sentence; @param turn Done, Stalled or Blocked */
    record AbortAnswer(Turn turn, String left) {
        /** The cleaning up is not done. @param turn Yielded, Stalled or Blocked */
        public static AbortAnswer waiting(Turn turn) {
            return new AbortAnswer(turn, "");
        }

        /** @param left see there */
        public static AbortAnswer done(String left) {
            return new AbortAnswer(new Turn.Done(), left);
        }
    }

    /**
     * Numbers of one table. Counters are cumulative over the pass.
     *
     * @param table the source table
     * @param passNumber the open pass's number
     * @param estimated items in the source, at least {@code scanned}; grows rather than letting a share pass 100 %
     * @param accepted of {@code quarantined}: those that were accepted by name; none once another item is there
     * @param inexact items that were copied and do not come back from their rows as they were
     * @param segmentsRunning lanes with a batch within the last 30 s
     * @param consumedUnits read capacity that the backfill consumed, as the service reported
     * @param unitsPerSecond the budget in force, null for none
     * @param lagSeconds age of the newest token known to be applied everywhere, or null where unknown
     * @param appliedThrough event time of the last applied record, ISO-8601 in UTC with seconds, or null
     * @param oldestUnreadSeconds the greatest age over the lanes of the oldest record that may be unread (R12)
     * @param tokenApplied the highest token number that every open lane has applied, 0 for none
     * @param verdict of the last verification, or null
     * @param backfillPaused as the running activities see it
     * @param window how many segments may run at once
     * @param plannedWindow the same as planned
     * @param slowestSegment of those that run, the one whose last batch is the oldest, from 0; null when none runs
     * @param writeMillisP95 how long the target takes to write a batch of the backfill, of twenty the slowest but one; null where none was
     *     written within a minute
     * @param skippedBy of {@code skipped}: left out by no rule, by rule 1, by rule 2, and so on; may be shorter than there are rules
     * @param quarantinedBy what is in quarantine by code, the most frequent first; no item's data
     */
    record TableProgress(
            String table,
            int passNumber,
            long estimated,
            long scanned,
            long copied,
            long skipped,
            long inexact,
            long quarantined,
            long accepted,
            int segments,
            int segmentsDone,
            int segmentsRunning,
            double consumedUnits,
            @Nullable Double unitsPerSecond,
            long throttles,
            long applied,
            long removed,
            long ttlRemoved,
            int openLanes,
            @Nullable Double lagSeconds,
            @Nullable String appliedThrough,
            double oldestUnreadSeconds,
            long tokenApplied,
            boolean barrier,
            long tombstones,
            @Nullable String verdict,
            boolean backfillPaused,
            int window,
            int plannedWindow,
            @Nullable Integer slowestSegment,
            @Nullable Double writeMillisP95,
            List<Long> skippedBy,
            List<QuarantineReason> quarantinedBy) {
        public TableProgress {
            // Older progress has none.
            skippedBy = skippedBy == null ? List.of() : List.copyOf(skippedBy);
            quarantinedBy = quarantinedBy == null ? List.of() : List.copyOf(quarantinedBy);
        }
    }

    /** How long a record of DynamoDB Streams lives (source: AWS documentation, DynamoDB Streams). */
    Duration RETENTION = Duration.ofHours(24);
}
