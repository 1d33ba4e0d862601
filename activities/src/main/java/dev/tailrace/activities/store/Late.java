package dev.tailrace.activities.store;

import java.time.Duration;

/** The source did not answer in the time that the question had. It passes by itself; a smaller question may be answered. */
public final class Late extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** A question that was not even asked, since its time was over. */
    public Late(Duration limit) {
        super("No answer within " + limit.toMillis() + " ms");
    }

    /** @param cause the client's own words for it */
    public Late(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
