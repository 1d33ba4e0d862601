package dev.tailrace.activities.report;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pass over a source table, with what its lanes counted. Persisted field names.
 *
 * @param estimated items that the source said it has when the pass opened
 * @param scanned items that the backfill read
 * @param copied rows that it wrote
 * @param skipped items that the mapping leaves out
 * @param inexact of what was copied, those that do not come back from their rows as they were
 * @param applied stream records that capture applied
 * @param removed rows that capture deleted
 * @param expired of these, those that a time to live deleted
 * @param units read capacity units that the backfill consumed, with one digit behind the point
 * @param consistent whether the source was read with strong consistency
 */
public record ReportedPass(
        long id,
        int number,
        Instant openedAt,
        @Nullable Instant barrierAt,
        @Nullable Instant purgedAt,
        @Nullable Instant closedAt,
        String stream,
        boolean consistent,
        int segments,
        long estimated,
        long scanned,
        long copied,
        long skipped,
        long inexact,
        long applied,
        long removed,
        long expired,
        String units) {}
