package dev.tailrace.activities.simulation;

/**
 * A piece of work that the workflows give to attempts.
 *
 * @param passNumber the pass's number
 * @param number of the segment or the capture group, else 0
 */
record Task(Work work, int passNumber, int number) {
    /** What there is to do. */
    enum Work {
        OPEN,
        COPY,
        CAPTURE,
        BARRIER,
        PURGE,
        LOOK
    }

    @Override
    public String toString() {
        return work.name().toLowerCase(java.util.Locale.ROOT)
                + (work == Work.COPY || work == Work.CAPTURE ? "-" + number : "") + "/p" + passNumber;
    }
}
