package dev.tailrace.bench;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** What can be asked for, in the order in which it is taken. The lower-case names are the command line's. */
enum Measure {
    /** One item of 1 KB to its row and back. */
    MAPPING,
    /** How soon the command line answers, and a worker asks for work. */
    STARTS,
    /** A table of 1 KB items: the copy compared with what the stores allow, and verification with the copy. */
    COPY,
    /** The same with smaller and larger items. */
    SIZES,
    /** The same with three tables at once. */
    TABLES,
    /** A copy compared with that by a script with boto3 and psycopg. */
    PEERS,
    /** Verifications of a table that is written to: takes long. */
    BUSY,
    /** Changes that waited for a worker, of tables that take them from the stream and of some that ask the source. */
    CHANGES,
    /** From a write to its row, with and without a copy. */
    LAG,
    /** The purge of rows that were deleted while the copy ran. */
    TOMBSTONES,
    /** Two workers compared with one, from a slow source. */
    WORKERS,
    /** What a migration leaves in Temporal. */
    HISTORY,
    /** What a migration would cost on AWS. */
    COST,
    /** Ten times as many items: takes long. */
    GROWTH,
    /** One knob turned at a time: draws the tuning page's picture. */
    CURVE;

    /** What is measured when nothing is asked for. */
    static Set<Measure> usual() {
        return EnumSet.complementOf(EnumSet.of(BUSY, GROWTH, CURVE));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
