package dev.tailrace.activities.report;

import java.util.List;

/**
 * A difference that a verification confirmed. Persisted field names, also those of differences.ndjson.
 *
 * @param pass the pass's number
 * @param kind what differs, such as {@code missing}
 * @param target the target table; empty where the item makes no row
 * @param key the item's; redacted unless asked; empty where no item is known
 * @param columns those whose cells differ
 * @param detail what was stored of it; redacted unless asked
 */
public record ReportedDifference(
        String table,
        int pass,
        long run,
        int number,
        String kind,
        String target,
        String key,
        List<String> columns,
        String detail) {
    public ReportedDifference {
        columns = List.copyOf(columns);
    }
}
