package dev.tailrace.workflows.table;

import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.Turn;
import org.jspecify.annotations.Nullable;

/**
 * How a table's verification fares. Persisted field names.
 *
 * @param passId the pass's id
 * @param run its number
 * @param obstacle what it waits for, null while it compares
 * @param ended how it ended, Done or Blocked; null while it runs
 * @param findings its verdict; null where there is none
 */
public record VerificationReport(
        long passId,
        long run,
        @Nullable Obstacle obstacle,
        @Nullable Turn ended,
        @Nullable VerdictSummary findings) {}
