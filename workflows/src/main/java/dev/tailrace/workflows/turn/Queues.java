package dev.tailrace.workflows.turn;

/** Task queues. Persisted names: operators type the first one. Long activities must not starve short ones. */
public final class Queues {
    /** Workflows and short activities. */
    public static final String CONTROL = "tailrace-control";
    /** Scan segments. */
    public static final String BACKFILL = "tailrace-backfill";
    /** Stream lanes. */
    public static final String CAPTURE = "tailrace-capture";
    /** Comparison. */
    public static final String VERIFICATION = "tailrace-verification";

    private Queues() {}
}
