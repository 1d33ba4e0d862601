package dev.tailrace.activities.trail;

import java.util.Locale;

/** What was done to a trail. The words are persisted. */
public enum Tampering {
    /** An event does not say any more what it said. */
    EDITED,
    /** Events are gone from the middle or the beginning. */
    REMOVED,
    /** There are lines that never were events of this trail. */
    INSERTED,
    /** All events are there, in another order. */
    REORDERED,
    /** Events are gone from the end. */
    CUT,
    /** Everything from some event on was made again, so that it fits together: only an anchor shows it. */
    REWRITTEN;

    /** The word, e.g. {@code edited}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
