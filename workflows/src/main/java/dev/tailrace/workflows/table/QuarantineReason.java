package dev.tailrace.workflows.table;

/**
 * Items in quarantine for one reason. Persisted field names.
 *
 * @param code as printed, e.g. {@code TR-M022}
 * @param since when the oldest of them came there, ISO-8601
 */
public record QuarantineReason(String code, long count, String since) {}
