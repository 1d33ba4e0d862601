package dev.tailrace.activities.store;

import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Lanes.Held;
import java.sql.SQLException;

/**
 * Writes the batches of one lane, for the attempt that holds it. It owns the effects and the lane's advance together, since they commit
 * together (R1, R3, R4). For one thread.
 */
public interface ChangeWriter {
    /**
     * Writes a batch: rows, what is removed, what is left out to quarantine, the lane's position.
     *
     * @throws LaneLost if the attempt does not hold the lane any more; nothing is written
     */
    Written write(ChangeEffects batch) throws SQLException, LaneLost;

    /** Opens writers. Thread-safe. */
    @FunctionalInterface
    interface Factory {
        /** Of a lane that an attempt holds. */
        ChangeWriter of(Held lane);
    }
}
