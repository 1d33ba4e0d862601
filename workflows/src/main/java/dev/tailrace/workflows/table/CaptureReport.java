package dev.tailrace.workflows.table;

import dev.tailrace.workflows.turn.Obstacle;
import org.jspecify.annotations.Nullable;

/**
 * How a table's change capture fares. Persisted field names.
 *
 * @param passId the pass's id
 * @param obstacle null while nothing blocks it
 * @param stopped it reads no more
 */
public record CaptureReport(long passId, @Nullable Obstacle obstacle, boolean stopped) {
    /** It reads, or waits at an obstacle. */
    public static CaptureReport reading(long passId, @Nullable Obstacle obstacle) {
        return new CaptureReport(passId, obstacle, false);
    }

    /** It reads no more. */
    public static CaptureReport ended(long passId) {
        return new CaptureReport(passId, null, true);
    }
}
