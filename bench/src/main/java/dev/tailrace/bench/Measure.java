package dev.tailrace.bench;

import java.util.Locale;

/** What can be asked for. The lower-case names are the command line's. */
enum Measure {
    /** One item of 1 KB to its row and back. */
    MAPPING,
    /** A table of 1 KB items: copy beside what the stores allow, verification beside the copy. */
    COPY,
    /** The same with smaller and larger items. */
    SIZES,
    /** The same with three tables at once. */
    TABLES,
    /** Changes that waited for a worker, of tables that take them from the stream and of some that ask the source. */
    CHANGES;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
