package dev.tailrace.workflows.table;

/**
 * A table workflow's input. Persisted field names.
 *
 * @param searchAttributes see {@link TableActivities.Registered.Accepted}
 * @param historyLimit continue as new above so many events; 0: when the server suggests it
 */
public record TableStart(TableRef table, boolean searchAttributes, int historyLimit) {}
