package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Lanes.Held;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a batch does to its lane, in the same transaction as its data: progress commits with the data, and a superseded
 * attempt cannot write (R1). Counters are added to what is there.
 *
 * @param position where the lane stands after the batch, null for its start
 * @param done the lane has nothing more
 * @param token the highest token number in the batch, 0 for none
 * @param eventAt creation time of the last record in the batch; null keeps what is there
 * @param before how long the attempt's batch before this one took, from its first statement to its commit; null for its first
 */
public record LaneBatch(
        @Nullable String position,
        boolean done,
        Counts counts,
        long token,
        @Nullable Instant eventAt,
        @Nullable Duration before) {
    /** A batch whose predecessor was not timed. */
    public LaneBatch(@Nullable String position, boolean done, Counts counts, long token, @Nullable Instant eventAt) {
        this(position, done, counts, token, eventAt, null);
    }

    /**
     * How much a batch did.
     *
     * @param skipped items that were left out: by no rule, by rule 1, by rule 2, and so on; may be shorter than there are rules
     * @param inexact items that were copied and do not come back from their rows as they were
     */
    public record Counts(
            long scanned,
            long copied,
            List<Long> skipped,
            long inexact,
            long quarantined,
            long applied,
            long removed,
            long ttlRemoved,
            double units,
            long throttles) {
        public static final Counts NONE = new Counts(0, 0, List.of(), 0, 0, 0, 0, 0, 0, 0);

        public Counts {
            skipped = List.copyOf(skipped);
        }

        private long allSkipped() {
            return skipped.stream().mapToLong(items -> items).sum();
        }
    }

    private static final String UPDATE = """
            update tailrace.lane
               set position = ?, iterator = null, done = ?, scanned = scanned + ?, copied = copied + ?, skipped = skipped + ?,
                   inexact = inexact + ?, quarantined = quarantined + ?, applied = applied + ?, removed = removed + ?,
                   ttl_removed = ttl_removed + ?, consumed_units = consumed_units + ?, throttles = throttles + ?,
                   skipped_by = (select coalesce(array_agg(coalesce(was, 0) + coalesce(more, 0) order by rule), '{}')
                                   from unnest(skipped_by, ?::bigint[]) with ordinality as counts(was, more, rule)),
                   token = greatest(token, ?), event_at = coalesce(?, event_at),
                   write_ms = (write_ms || ?::int[])[greatest(1, cardinality(write_ms) - 18):],
                   batch_at = clock_timestamp()
             where pass_id = ? and name = ? and term = ? and not done and not closed""";

    /**
     * Advances the lane. The caller holds the barrier lock already where it needs it, and takes tombstones and rows after.
     *
     * @throws LaneLost if the attempt does not hold the lane any more; the caller rolls back
     */
    public void advance(Connection connection, Held lane) throws SQLException, LaneLost {
        try (var update = connection.prepareStatement(UPDATE)) {
            int i = 0;
            update.setString(++i, position);
            update.setBoolean(++i, done);
            update.setLong(++i, counts.scanned);
            update.setLong(++i, counts.copied);
            update.setLong(++i, counts.allSkipped());
            update.setLong(++i, counts.inexact);
            update.setLong(++i, counts.quarantined);
            update.setLong(++i, counts.applied);
            update.setLong(++i, counts.removed);
            update.setLong(++i, counts.ttlRemoved);
            update.setDouble(++i, counts.units);
            update.setLong(++i, counts.throttles);
            update.setString(++i, array(counts.skipped));
            update.setLong(++i, token);
            update.setObject(++i, at(eventAt));
            update.setString(++i, before == null ? "{}" : "{" + before.toMillis() + "}");
            update.setLong(++i, lane.passId());
            update.setString(++i, lane.name());
            update.setLong(++i, lane.term());
            if (update.executeUpdate() == 0) {
                throw new LaneLost(lane.name());
            }
        }
    }

    private static String array(List<Long> counts) {
        return counts.stream().map(String::valueOf).collect(Collectors.joining(",", "{", "}"));
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
