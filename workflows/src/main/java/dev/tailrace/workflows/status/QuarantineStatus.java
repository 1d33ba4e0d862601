package dev.tailrace.workflows.status;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is in quarantine by reason, without the items: they are read from the control schema ({@code tailrace quarantine}).
 * Persisted field names.
 *
 * @param seenAt when the numbers were read, null before
 * @param next the command that shows the items, null where there are none
 */
public record QuarantineStatus(
        String migration,
        @Nullable Instant seenAt,
        @Nullable String next,
        List<Table> tables) {
    /** @param passNumber the pass's number, 0 before there is one */
    public record Table(String table, int passNumber, long total, List<Reason> reasons) {}

    /** @param since when the oldest of them came there, ISO-8601 */
    public record Reason(String code, String title, long count, String since) {}
}
