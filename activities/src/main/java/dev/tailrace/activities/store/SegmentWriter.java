package dev.tailrace.activities.store;

import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.Lanes.Taking;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the pages of a pass's segments, for one attempt. It owns the rows and the lanes' advance together, since they commit together
 * (R1). For one thread.
 */
public interface SegmentWriter extends AutoCloseable {
    /** The pass, as it is now. */
    Pass pass() throws SQLException;

    /**
     * Takes lanes.
     *
     * @return an answer for each name
     */
    Map<String, Taking> take(Collection<String> names, long term) throws SQLException;

    /** Whether the copy is paused at this very moment: asked before each batch, so that none follows a pause. */
    boolean isPaused() throws SQLException;

    /**
     * Writes a page: rows where none is, what is left out to quarantine, the lane's position.
     *
     * @throws LaneLost if the attempt does not hold the lane any more; nothing is written
     */
    Written write(Held lane, PageEffects page) throws SQLException, LaneLost;

    /** How the turn ends where more was left out than may be; else null. */
    @Nullable
    Turn overBudget() throws SQLException;

    @Override
    void close() throws SQLException;
}
