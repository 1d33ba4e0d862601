package dev.tailrace.workflows.repair;

import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.turn.Turn;
import io.temporal.activity.ActivityInterface;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Repairs of the rows that a verdict found to differ (R7): listed on the control queue, done on the verification queue. */
@ActivityInterface
public interface RepairActivities {
    /** What a repair would do. Reads the control schema alone, changes nothing. */
    RepairListing listRepairs(RepairQuery query);

    /**
     * Looks at each difference of a verdict again and writes what the source says then, never a stored image. How far it has
     * come is in the control schema, so it goes on where the attempt or turn before ended. {@link Turn.Yielded}: schedule it again.
     */
    Turn repairRows(RepairRequest request);

    /** @param run the verdict's run; 0 for the newest */
    record RepairQuery(TableRef table, long passId, long run) {}

    /**
     * @param run the verdict's run; 0 for the newest
     * @param command the number of the command that asks for it; with the pass it is the repair's identity
     * @param deleteForeign whether rows that no item can have are deleted; if not, they are left
     */
    record RepairRequest(TableRef table, long passId, long run, long command, boolean deleteForeign, String by) {}

    /**
     * What a repair would do. Persisted field names; no key is in it.
     *
     * @param run the verdict's run; 0 where there is none
     * @param rewritten differences whose row is written as the source has it, or goes if the source has none
     * @param removed differences whose row goes, unless the source has the item by then
     * @param foreign rows that no item can have: they go only by consent
     * @param counted differences that the verdict counted; more than were stored where it found very many
     * @param lines the first of them, a few words each
     * @param problem why nothing can be said, null for nothing
     */
    record RepairListing(
            long run,
            long rewritten,
            long removed,
            long foreign,
            long counted,
            List<String> lines,
            @Nullable Problem problem) {
        public RepairListing {
            lines = lines == null ? List.of() : List.copyOf(lines);
        }

        /** Nothing can be said. */
        public static RepairListing none(Problem why) {
            return new RepairListing(0, 0, 0, 0, 0, List.of(), why);
        }

        /** Differences that are stored, so that they can be repaired. */
        public long stored() {
            return rewritten + removed + foreign;
        }
    }
}
