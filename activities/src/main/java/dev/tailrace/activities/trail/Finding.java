package dev.tailrace.activities.trail;

/**
 * Where a trail was first changed.
 *
 * @param first the number of the first bad event; where that cannot be told, of the first that may be
 * @param last of the last one that it is about
 * @param text what was found, in a sentence
 */
public record Finding(Tampering done, long first, long last, String text) {
    static Finding at(Tampering done, long event, String text) {
        return new Finding(done, event, event, text);
    }

    /** E.g. {@code event 5} or {@code events 5 to 7}. */
    public String events() {
        return events(first, last);
    }

    static String events(long first, long last) {
        return first == last ? "event " + first : "events " + first + " to " + last;
    }
}
