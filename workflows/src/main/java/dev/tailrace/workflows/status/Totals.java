package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.VerdictSummary;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A migration's numbers over all its tables, for search attributes. Null where there is nothing to say. */
public final class Totals {
    private Totals() {}

    public static @Nullable Long percent(MigrationStatus status) {
        var seen = status.tables().stream()
                .map(TableStatus::progress)
                .filter(Objects::nonNull)
                .toList();
        var estimated =
                seen.stream().mapToLong(progress -> progress.estimated()).sum();
        var scanned = seen.stream().mapToLong(progress -> progress.scanned()).sum();
        return estimated <= 0 ? null : Long.valueOf(Math.min(100, 100 * scanned / estimated));
    }

    /** Of the table that is furthest behind. */
    public static @Nullable Long lagSeconds(MigrationStatus status, Instant now) {
        var seen = new StatusAge(status.seenAt(), now);
        Double worst = null;
        for (var table : status.tables()) {
            var lag = table.progress() == null ? null : seen.lagSeconds(table.progress());
            if (lag != null && (worst == null || lag > worst)) {
                worst = lag;
            }
        }
        return worst == null ? null : Long.valueOf(Math.round(worst));
    }

    public static @Nullable Long mismatches(MigrationStatus status) {
        var verdicts = status.tables().stream()
                .map(TableStatus::verdict)
                .filter(Objects::nonNull)
                .toList();
        return verdicts.isEmpty()
                ? null
                : Long.valueOf(
                        verdicts.stream().mapToLong(VerdictSummary::mismatches).sum());
    }
}
