package dev.tailrace.workflows.command;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * A cutover or a rollback of a group of tables. Persisted field names.
 *
 * @param tables the group, all of which are switched in one transaction or none
 * @param by who asked
 * @param pause from the beginning of the attempt to its deadline
 * @param window how long the way back is open after a cutover
 * @param terminate whether sessions that hold up a rollback are ended
 * @param readAt when the gate was found open
 */
public record SwitchTask(
        List<String> tables, String by, Duration pause, Duration window, boolean terminate, Instant readAt) {
    public SwitchTask {
        tables = List.copyOf(tables);
    }
}
