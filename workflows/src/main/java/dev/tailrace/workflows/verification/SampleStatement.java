package dev.tailrace.workflows.verification;

/**
 * What a sample proves: with this confidence, at most so many are wrong. Persisted field names.
 *
 * @param confidence such as {@code 0.95}
 * @param source of the segments of the source
 * @param target of the rows of the target
 */
public record SampleStatement(String confidence, Bound source, Bound target) {
    /**
     * A one-sided hypergeometric bound. Persisted field names.
     *
     * @param units of how many it was drawn: segments of the source, rows of the target
     * @param drawn how many were drawn
     * @param wrong of these, those in which something is wrong or could not be told
     * @param atMost how many of all units are wrong at most, with the stated confidence
     */
    public record Bound(long units, long drawn, long wrong, long atMost) {}
}
