package dev.tailrace.workflows.verification;

/**
 * What a verification found to be so, each after it was looked at again. Persisted field names.
 *
 * @param missing rows that the source has and the target lacks
 * @param extra rows that the target has and the source lacks
 * @param different rows that both have, with other cells
 * @param quarantined items that are named in quarantine instead of being at the target, and were not accepted
 * @param accepted items that are named in quarantine and were accepted by name
 * @param expired rows of items whose time to live has passed and that DynamoDB has not deleted yet, or deleted meanwhile
 * @param unproven items that could not be told
 */
public record Confirmed(
        long missing, long extra, long different, long quarantined, long accepted, long expired, long unproven) {
    /** Nothing. */
    public static final Confirmed NOTHING = new Confirmed(0, 0, 0, 0, 0, 0, 0);

    /** Rows that are wrong at the target. */
    public long mismatches() {
        return missing + extra + different;
    }
}
