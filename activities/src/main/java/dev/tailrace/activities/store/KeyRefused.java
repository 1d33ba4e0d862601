package dev.tailrace.activities.store;

/** The source cannot hold an item of such a key: an empty one, or one that is too long. So there is none. */
public final class KeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param cause the client's own words for it */
    public KeyRefused(RuntimeException cause) {
        super(cause.getMessage(), cause);
    }
}
