package dev.tailrace.workflows.command;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A verb's input after it was read strictly, see {@link VerbReader}. Persisted field names; a verb takes only
 * {@link Verb#fields() its own}.
 *
 * @param tables source tables; empty for all that the verb applies to
 * @param scope what {@code pause} stops; null for the backfill alone
 * @param unitsPerSecond read capacity units per second for a table's backfill, over all workers; {@link #UNLIMITED} lifts the limit
 * @param window how many segments of a table run at once; {@link #PLANNED} for as many as planned
 * @param from {@code backfill} for a new pass
 * @param verification how to verify; null for as the file says
 * @param repair what to repair; null for other verbs
 * @param digest of the verdict to approve, 64 hex digits in lower case
 * @param by who asks, for the audit trail
 * @param reason why, likewise
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VerbInput(
        List<String> tables,
        @Nullable Scope scope,
        @Nullable Double unitsPerSecond,
        @Nullable Integer window,
        @Nullable String from,
        @Nullable Level verification,
        @Nullable Repair repair,
        @Nullable String digest,
        @Nullable String by,
        @Nullable String reason) {
    /** In place of {@link #unitsPerSecond}; in input the word {@code unlimited}. Persisted. */
    public static final double UNLIMITED = 0;

    /** In place of {@link #window}; in input the word {@code planned}. Persisted. */
    public static final int PLANNED = 0;

    /** Nothing stated. */
    public static final VerbInput NONE = new VerbInput(List.of(), null, null, null, null, null, null, null, null, null);

    public VerbInput {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    /** What a pause stops. Persisted names, in lower case in input. */
    public enum Scope {
        BACKFILL,
        ALL
    }

    /**
     * How to verify, as it was typed and found valid; null where nothing is stated. Persisted field names.
     *
     * @param level the word; null for full
     * @param seed of a sample, as the two after it
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Level(
            @Nullable String level,
            @Nullable String seed,
            @Nullable Double confidence,
            @Nullable Double atMost) {
        boolean isEmpty() {
            return level == null && seed == null && confidence == null && atMost == null;
        }
    }

    /**
     * What to repair. Persisted field names.
     *
     * @param run the verdict's run; 0 for the newest
     * @param apply whether to do it; if not, it is only said what would be done
     * @param deleteForeign consent to deleting rows that no item can have
     */
    public record Repair(long run, boolean apply, boolean deleteForeign) {
        /** In place of a run. */
        public static final long NEWEST = 0;
    }

    /** Whether rows are to be repaired, and not only listed. */
    public boolean applies() {
        return repair != null && repair.apply();
    }

    /** The same for a run that is known. */
    public VerbInput ofRun(long run) {
        return repair == null
                ? this
                : new VerbInput(
                        tables,
                        scope,
                        unitsPerSecond,
                        window,
                        from,
                        verification,
                        new Repair(run, repair.apply(), repair.deleteForeign()),
                        digest,
                        by,
                        reason);
    }

    public boolean fromBackfill() {
        return from != null;
    }
}
