package dev.tailrace.workflows.verification;

/**
 * The rows of one target table, as they were read. Persisted field names.
 *
 * @param table its name
 * @param source rows that the source's items make for it
 * @param target rows that it holds
 */
public record TableRows(String table, long source, long target) {}
