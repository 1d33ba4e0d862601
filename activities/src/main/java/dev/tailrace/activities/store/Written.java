package dev.tailrace.activities.store;

/**
 * A batch is written, and its lane has advanced. A lane that another attempt took meanwhile is {@link dev.tailrace.activities.lane.LaneLost}
 * instead: then nothing is written.
 *
 * @param leftOut how many items were left out; the quarantine has each, and why (R7)
 */
public record Written(int leftOut) {}
