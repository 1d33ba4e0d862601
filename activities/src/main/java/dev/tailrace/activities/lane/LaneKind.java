package dev.tailrace.activities.lane;

/** Kinds of lane (R1). Persisted in lower case. */
public enum LaneKind {
    SEGMENT,
    SHARD,
    PURGE;

    /** As the control schema has it. */
    public String persisted() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
