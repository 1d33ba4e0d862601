package dev.tailrace.activities.report;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a report says. Field names are those of report.json, whose schema is {@code tailrace-report.schema.json}; they are persisted.
 *
 * @param schema the shape's name; its number rises when a field is removed or changes its meaning
 * @param keysShown whether keys are shown in clear
 * @param tables the worst first, then by name
 * @param acceptances of items in quarantine, the oldest first
 * @param approvals of verdicts, the oldest first
 */
public record ReportModel(
        String schema,
        String migration,
        boolean keysShown,
        Conclusion conclusion,
        Registration registration,
        List<ReportedTable> tables,
        List<Acceptance> acceptances,
        List<Approval> approvals,
        Trail audit) {
    /** The shape that this version writes. */
    static final String SCHEMA = "tailrace-report/1";

    public ReportModel {
        tables = List.copyOf(tables);
        acceptances = List.copyOf(acceptances);
        approvals = List.copyOf(approvals);
    }

    /**
     * What was registered.
     *
     * @param file SHA-256 of the migration's file (I9), 64 hex digits
     * @param abortedAt null where it was not aborted
     * @param source where the data is, without a secret
     * @param target where the data goes, without a secret
     */
    public record Registration(
            String file, Instant registeredAt, @Nullable Instant abortedAt, String source, String target) {}

    /**
     * Someone has accepted the items that were in a table's quarantine then.
     *
     * @param items how many
     * @param set digest of the set of their keys: one more item, and it is not the set that was accepted
     * @param holds whether what is in quarantine now is what was accepted
     */
    public record Acceptance(
            String table, String by, Instant at, String reason, long items, String set, boolean holds) {}

    /**
     * Someone has approved a verdict.
     *
     * @param digest the verdict's
     * @param table the table whose verdict it is of
     * @param stands whether it is the verdict that the table stands on
     */
    public record Approval(String digest, String by, Instant at, String reason, String table, boolean stands) {}

    /**
     * The audit trail as it was when the report was read.
     *
     * @param seq of its last event; 0 without one
     * @param head SHA-256 of the last event's line; empty without one
     * @param trouble what is wrong with it, in a sentence; null where each event follows from the one before
     */
    public record Trail(long seq, String head, @Nullable String trouble, List<Event> events) {
        public Trail {
            events = List.copyOf(events);
        }
    }

    /**
     * An event of the trail.
     *
     * @param table null for the migration as a whole
     * @param what its payload, in a line
     */
    public record Event(
            long seq,
            Instant at,
            String actor,
            String type,
            @Nullable String table,
            String what) {}
}
