package dev.tailrace.activities.lane;

/** Kinds of lane (R1). Persisted in lower case. */
public enum LaneKind {
    SEGMENT,
    SHARD,
    PURGE,
    /** Of a reverse pass: what empties the outbox (R10). */
    ROUTE,
    /** Of a reverse pass: what writes the source. */
    REVERSE;

    /** As the control schema has it. */
    public String persisted() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
