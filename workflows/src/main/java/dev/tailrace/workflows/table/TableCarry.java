package dev.tailrace.workflows.table;

import dev.tailrace.workflows.turn.Obstacle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table's workflow carries over continue-as-new. Persisted field names; unknown ones are tolerated.
 *
 * @param report how it stands
 * @param pass the open pass, null before the first
 * @param wantedPass the number that the next preparation asks for
 * @param done the segments that are done, a bit each, base64
 * @param scheduling the last scheduling number given out (R1)
 * @param lastNumber the last number given to a phase change or a verification
 * @param window an operator's window, null for the planned one
 * @param token the token waited for, null if none was sent
 * @param caughtUpFrom when the copy ended, null before
 * @param asked what an operator asked for and has not happened yet
 * @param errands what has yet to be written to the control schema, in order
 * @param captureObstacle what stands in change capture's way: it says so once
 * @param verifying the run of the verification that is waited for, 0 for none
 * @param verification what a verification said last
 */
public record TableCarry(
        TableReport report,
        TableActivities.Prepared.@Nullable Open pass,
        int wantedPass,
        String done,
        long scheduling,
        long lastNumber,
        @Nullable Integer window,
        @Nullable Long token,
        @Nullable Instant caughtUpFrom,
        Asked asked,
        List<ControlWrite> errands,
        @Nullable Obstacle captureObstacle,
        long verifying,
        @Nullable VerificationReport verification) {
    public TableCarry {
        errands = errands == null ? List.of() : List.copyOf(errands);
    }

    /**
     * Persisted field names.
     *
     * @param replay the number of the verb, 0 for none
     */
    public record Asked(boolean newPass, boolean verify, long replay) {}
}
