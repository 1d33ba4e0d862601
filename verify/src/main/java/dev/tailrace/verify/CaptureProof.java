package dev.tailrace.verify;

/** Shows that change capture has passed what was read from the source. */
public interface CaptureProof {
    /**
     * Waits until everything that the source said before this call has been applied, as far as that can be known.
     *
     * @throws InterruptedException if asked to stop
     */
    Evidence await() throws InterruptedException;

    /**
     * Lets a moment pass, much shorter than capture's lag.
     *
     * @throws InterruptedException if asked to stop
     */
    void moment() throws InterruptedException;

    /** What the wait has shown. */
    enum Evidence {
        /** A token written after the call began has been applied in every open shard (R13). */
        TOKEN,
        /** Nothing but that some time went by: there are no tokens. */
        TIME,
        /** Nothing: the token did not arrive in time. */
        NONE
    }
}
