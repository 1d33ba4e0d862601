package dev.tailrace.mappers.mapper;

import org.jspecify.annotations.Nullable;

/** What the parts of a row make of it (R6, collection). There is no half-made row. */
public sealed interface Collected {
    /** What one row may be made of, as {@link dev.tailrace.mappers.item.ItemSize} measures: 16 MiB. A limit of ours: it is held in memory. */
    long MOST_BYTES = 16 << 20;

    /** How many parts a row may have, surplus ones included. A limit of ours. */
    int MOST_PARTS = 10_000;

    /** There are no parts: no row. */
    record None() implements Collected {}

    /**
     * All parts are there.
     *
     * @param left what of the source the row does not say and quarantine has to name; null: nothing
     */
    record Whole(Row row, Mapped.@Nullable Refused left) implements Collected {}

    /** Not all are there, or they do not belong together, or they are too many: no row, and quarantine names it. */
    record Broken(Mapped.Refused why) implements Collected {}
}
