package dev.tailrace.embedded.stack;

import java.io.IOException;

/** What a stack's servers can be made to suffer where they are child processes. For one thread. */
public interface Outages {
    /** {@code pg_ctl restart -m immediate}: no checkpoint, no goodbye, recovery from the log. Returns when it takes connections. */
    void restartPostgres() throws IOException, InterruptedException;

    /**
     * Makes Postgres a reader, as after a failover to which the address has not followed: it is restarted as a standby that has no
     * primary. Returns when it takes connections.
     */
    void demotePostgres() throws IOException, InterruptedException;

    /** Makes a reader the primary: {@code pg_ctl promote}. Returns when it takes writes. */
    void promotePostgres() throws IOException, InterruptedException;

    /** Stops Temporal; what it knows stays in its database file. */
    void stopTemporal() throws InterruptedException;

    /** Starts Temporal again on its database file and address. Returns when it answers. */
    void startTemporal() throws IOException;
}
