package dev.tailrace.workflows.table;

import dev.tailrace.workflows.turn.Obstacle;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a cutover or a rollback fares, as its workflow tells its tables. Persisted field names.
 *
 * @param command the number of the verb that asked for it
 * @param at the step that it is at
 * @param obstacle what it waits for, null for nothing
 * @param end null while it goes on
 */
public record SwitchNews(
        long command,
        Step at,
        @Nullable Obstacle obstacle,
        @Nullable End end) {
    /**
     * A step of an attempt. Persisted field names.
     *
     * @param attempt its number, 0 before it has begun
     * @param step what it does or waits for, in a few words
     * @param deadline when it aborts itself; null before it has begun, and after it has ended
     */
    public record Step(long attempt, String step, @Nullable Instant deadline) {}

    /**
     * How it ended. Persisted field names.
     *
     * @param moved whether the ownership moved; if not, all is as it was
     * @param reason why it was aborted; empty if it was not
     */
    public record End(boolean moved, String reason, Instant at) {}
}
