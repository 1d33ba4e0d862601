package dev.tailrace.workflows.table;

import java.time.Duration;

/**
 * What the file says of the switch, as far as workflows act on it. Persisted field names.
 *
 * @param together whether all tables are switched as one
 * @param pause from an attempt's beginning to its deadline
 * @param window how long the way back is kept open
 */
public record SwitchRules(boolean together, Duration pause, Duration window) {
    /** Where the file says nothing. */
    public static final SwitchRules USUAL = new SwitchRules(false, Duration.ofSeconds(30), Duration.ofDays(7));
}
