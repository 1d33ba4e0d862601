package dev.tailrace.workflows.table;

import org.jspecify.annotations.Nullable;

/**
 * Who owns a table's data, and how the way back fares, from the control schema. Persisted field names.
 *
 * @param owner SOURCE, FENCED or TARGET
 * @param recording whether writes at the target are recorded
 * @param passId the open reverse pass's id; 0 for none
 * @param outbox recorded writes that no mark was made of yet; counted up to a bound
 * @param marks source keys that have yet to be written to the source; counted up to a bound
 * @param oldestMarkSeconds age of the oldest of either, null where there is none
 * @param quarantined source keys that cannot be written to the source
 * @param foreign writes at the source that were not ours, and were undone
 * @param oldestUnreadSeconds as a table's progress has it, of the stream that is read in watch mode
 */
public record OwnershipNumbers(
        String owner,
        boolean recording,
        long passId,
        long outbox,
        long marks,
        @Nullable Double oldestMarkSeconds,
        long quarantined,
        long foreign,
        double oldestUnreadSeconds) {
    /** In place of a pass's id. */
    public static final long NO_PASS = 0;
}
