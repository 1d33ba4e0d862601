package dev.tailrace.activities.simulation;

/** An attempt's process is gone: nothing that it runs may catch this. */
final class Crash extends Error {
    private static final long serialVersionUID = 1L;

    Crash() {
        super("crash", null, false, false);
    }
}
