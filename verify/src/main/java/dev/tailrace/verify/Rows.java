package dev.tailrace.verify;

/** A number of rows of each side. Persisted field names. */
public record Rows(long source, long target) {
    /** None. */
    public static final Rows NONE = new Rows(0, 0);

    Rows plus(Rows more) {
        return new Rows(source + more.source, target + more.target);
    }

    Rows minus(Rows less) {
        return new Rows(source - less.source, target - less.target);
    }
}
