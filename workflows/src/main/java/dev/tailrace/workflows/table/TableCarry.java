package dev.tailrace.workflows.table;

import dev.tailrace.workflows.turn.Obstacle;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a table's workflow carries over continue-as-new. Persisted field names; unknown ones are tolerated.
 *
 * @param report how it stands
 * @param pass the current pass
 * @param scheduling the last scheduling number given out (R1)
 * @param lastNumber the last number given to a phase change or a verification
 * @param window an operator's window, null for the planned one
 * @param controlWrites what has yet to be written to the control schema, in order
 * @param captureObstacle what blocks change capture: capture says so once
 */
public record TableCarry(
        TableReport report,
        Pass pass,
        long scheduling,
        long lastNumber,
        @Nullable Integer window,
        List<ControlWrite> controlWrites,
        @Nullable Obstacle captureObstacle) {
    public TableCarry {
        controlWrites = controlWrites == null ? List.of() : List.copyOf(controlWrites);
    }

    /**
     * What belongs to a pass; its verdict stands in the report. Persisted field names.
     *
     * @param number the number that the next preparation asks for, or that of the open pass
     * @param open null before it is open
     * @param done the segments that are done, a bit each, base64
     * @param token the token waited for, null if none was sent
     * @param caughtUpFrom when the backfill ended, null before
     * @param requests what operators asked for and has not happened yet
     * @param verificationRun the run of the verification that is waited for, 0 for none
     * @param verificationOptions how it verifies, from when it is decided until there is a verdict; null for nothing decided
     * @param verification what a verification said last, null for nothing
     */
    public record Pass(
            int number,
            TableActivities.Prepared.@Nullable Open open,
            String done,
            @Nullable Long token,
            @Nullable Instant caughtUpFrom,
            Requests requests,
            long verificationRun,
            @Nullable VerificationOptions verificationOptions,
            @Nullable VerificationReport verification) {}

    /**
     * What operators asked for. Persisted field names.
     *
     * @param newPass that another pass follows
     * @param verification how source and target are to be compared, null for no comparison
     * @param replay the number of the command that asks for a quarantine replay, 0 for none
     * @param repair what is to be repaired, null for nothing
     */
    public record Requests(
            boolean newPass,
            @Nullable VerificationOptions verification,
            long replay,
            @Nullable WantedRepair repair) {
        public static final Requests NONE = new Requests(false, null, 0, null);

        public Requests withNewPass() {
            return new Requests(true, verification, replay, repair);
        }

        public Requests withVerification(@Nullable VerificationOptions asked) {
            return new Requests(newPass, asked, replay, repair);
        }

        public Requests withReplay(long command) {
            return new Requests(newPass, verification, command, repair);
        }

        public Requests withRepair(@Nullable WantedRepair wanted) {
            return new Requests(newPass, verification, replay, wanted);
        }
    }

    /**
     * A repair that an operator asked for. Persisted field names.
     *
     * @param command the number of the command
     * @param run the verdict's run, whose differences are repaired; 0 for the newest
     * @param deleteForeign whether rows that no item can have are deleted
     * @param by who asks
     */
    public record WantedRepair(long command, long run, boolean deleteForeign, String by) {}
}
