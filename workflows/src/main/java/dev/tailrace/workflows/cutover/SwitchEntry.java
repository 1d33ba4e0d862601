package dev.tailrace.workflows.cutover;

/**
 * A table of the group is free to be switched: it does nothing else any more. Persisted field names.
 *
 * @param table the source table
 * @param command the number of the verb by which it is
 */
public record SwitchEntry(String table, long command) {}
