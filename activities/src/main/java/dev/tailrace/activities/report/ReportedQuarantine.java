package dev.tailrace.activities.report;

import java.time.Instant;
import java.util.List;

/**
 * Items that are named instead of being at the target, of the newest pass. Persisted field names.
 *
 * @param allowed as many may be there before the table blocks
 * @param accepted how many of them are accepted by name
 * @param reasons by code, the most frequent first
 * @param items the first of them, by code and time
 */
public record ReportedQuarantine(long total, long allowed, long accepted, List<Reason> reasons, List<Entry> items) {
    public ReportedQuarantine {
        reasons = List.copyOf(reasons);
        items = List.copyOf(items);
    }

    /** @param since when the oldest of them came there */
    public record Reason(String code, String title, long items, Instant since) {}

    /** @param key redacted unless asked; @param reason in a sentence if asked, which may quote the item; else its code's title */
    public record Entry(String key, String code, String reason, Instant since) {}
}
