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
 * @param by who asks, for the audit trail
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record VerbInput(
        List<String> tables,
        @Nullable Scope scope,
        @Nullable Double unitsPerSecond,
        @Nullable Integer window,
        @Nullable String from,
        @Nullable String by) {
    /** In place of {@link #unitsPerSecond}; in input the word {@code unlimited}. Persisted. */
    public static final double UNLIMITED = 0;

    /** In place of {@link #window}; in input the word {@code planned}. Persisted. */
    public static final int PLANNED = 0;

    /** Nothing stated. */
    public static final VerbInput NONE = new VerbInput(List.of(), null, null, null, null, null);

    public VerbInput {
        tables = tables == null ? List.of() : List.copyOf(tables);
    }

    /** What a pause stops. Persisted names, in lower case in input. */
    public enum Scope {
        BACKFILL,
        ALL
    }

    public boolean fromBackfill() {
        return from != null;
    }
}
