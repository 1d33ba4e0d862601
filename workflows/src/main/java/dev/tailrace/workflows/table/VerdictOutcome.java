package dev.tailrace.workflows.table;

/** What a comparison comes to. Persisted names. */
public enum VerdictOutcome {
    EQUAL,
    /** Equal but for exceptions, each accepted by name. */
    EXCEPTED,
    DIFFERENT,

    /** Nothing is known to be wrong, but not all was proven. */
    INCOMPLETE;

    /** Whether a table with such a verdict is ready. */
    public boolean isReady() {
        return this == EQUAL || this == EXCEPTED;
    }
}
