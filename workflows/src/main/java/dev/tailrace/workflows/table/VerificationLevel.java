package dev.tailrace.workflows.table;

import java.util.Locale;

/** How much a verification reads, and so what it proves. Persisted names; in input they are typed in lower case. */
public enum VerificationLevel {
    /** Rows per target table and totals per column; no single row. */
    COUNT,
    /** Every row of a part of both sides, drawn by a seed. */
    SAMPLE,
    /** Every row and column, both ways. */
    FULL,
    /** The keys that changed since the last verdict that stands. */
    TOUCHED;

    /** As typed, e.g. {@code full}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
