package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.QuarantineReason;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.TableRef;
import java.sql.Connection;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** A table's numbers, from the control schema: what is committed, nothing else. */
public final class ProgressReader {
    private ProgressReader() {}

    /** A table's progress; none without a pass. */
    public static List<TableProgress> read(Connection connection, TableRef ref) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetch(NUMBERS, ref.migration(), ref.name())
                .map(ProgressReader::progress);
    }

    /**
     * So many tombstones, and items in quarantine, are counted, and no more: there may be tens of millions, and these numbers are wanted
     * every few seconds. Of more tombstones the server's own statistics tell about how many there are, over all passes.
     */
    private static final int COUNTED = 100_000;

    /**
     * Lag: how long the last token took, or how long the one under way has been waiting if that is more. The oldest unread
     * record of a lane is no older than its last applied record, its last empty read, or its beginning (R12). Writing is as slow
     * as the last minute's batches were, or as those are that have not ended.
     */
    private static final String NUMBERS = """
            select t.name, p.number, greatest(p.estimated, l.scanned), l.scanned, l.copied, l.skipped, l.inexact,
                   (select count(*) from (select from tailrace.quarantine q where q.pass_id = p.id limit %1$d) counted),
                   coalesce((select case when exists (select from tailrace.quarantine q
                                                       where q.pass_id = p.id and not exists (
                                                             select from tailrace.accepted_key k
                                                              where k.pass_id = p.id and k.id = a.id
                                                                and k.key_digest = q.key_digest))
                                         then 0
                                         else (select count(*) from (select from tailrace.quarantine q
                                                                      where q.pass_id = p.id limit %1$d) counted) end
                               from tailrace.acceptance a where a.pass_id = p.id order by a.number desc limit 1), 0),
                   p.segments, l.segments_done, l.segments_running, l.units, t.units_per_second, l.throttles,
                   l.applied, l.removed, l.ttl_removed, l.open_lanes,
                   (select greatest(
                             (select extract(epoch from s.applied_at - s.sent_at) from tailrace.token_sent s
                               where s.table_id = t.id and s.applied_at is not null order by s.number desc limit 1),
                             (select extract(epoch from clock_timestamp() - min(s.sent_at)) from tailrace.token_sent s
                               where s.table_id = t.id and s.applied_at is null and s.sent_at > p.opened_at))),
                   l.event_at, l.oldest_unread, l.token, p.barrier_at is not null,
                   (select case when count(*) < %1$d then count(*)
                                else greatest(%1$d, pg_stat_get_live_tuples('tailrace.tombstone'::regclass)) end
                      from (select from tailrace.tombstone x where x.pass_id = p.id limit %1$d) counted),
                   (select v.outcome from tailrace.verification v
                     where v.pass_id = p.id order by v.run desc limit 1),
                   t.copy_paused, coalesce(t.copy_window, p.copy_window), p.copy_window, l.slowest,
                   greatest((select percentile_disc(0.95) within group (order by ms)
                               from tailrace.lane w, unnest(w.write_ms) ms
                              where w.pass_id = p.id and w.batch_at > clock_timestamp() - interval '1 minute'),
                            (select percentile_disc(0.5) within group
                                      (order by 1000 * extract(epoch from clock_timestamp() - a.xact_start))
                               from tailrace.lane w
                               join pg_stat_activity a on a.pid = w.backend_pid and a.backend_start = w.backend_start
                              where w.pass_id = p.id and w.kind = 'segment' and not w.done and a.xact_start is not null)),
                   (select string_agg(items::text, ',' order by rule)
                      from (select rule, sum(items) as items
                              from tailrace.lane w, unnest(w.skipped_by) with ordinality as counts(items, rule)
                             where w.pass_id = p.id group by rule) by_rule),
                   (select array_agg(b.code || ' ' || b.count || ' ' || extract(epoch from b.since) order by b.count desc, b.code)
                      from (select q.code, count(*) as count, min(q.at) as since
                              from (select code, at from tailrace.quarantine c where c.pass_id = p.id limit %1$d) q
                             group by q.code) b)
              from tailrace.source_table t
              join lateral (select * from tailrace.pass p where p.table_id = t.id order by p.number desc limit 1) p on true
              join lateral (
                select sum(scanned) as scanned, sum(copied) as copied, sum(skipped) as skipped, sum(inexact) as inexact,
                       count(*) filter (where kind = 'segment' and done) as segments_done,
                       count(*) filter (where kind = 'segment' and not done
                                          and batch_at > clock_timestamp() - interval '30 seconds') as segments_running,
                       sum(consumed_units) as units, sum(throttles) as throttles, sum(applied) as applied,
                       sum(removed) as removed, sum(ttl_removed) as ttl_removed,
                       count(*) filter (where kind = 'shard' and not done) as open_lanes,
                       (array_agg(name order by batch_at)
                          filter (where kind = 'segment' and not done
                                    and batch_at > clock_timestamp() - interval '30 seconds'))[1] as slowest,
                       max(event_at) as event_at,
                       coalesce(max(extract(epoch from clock_timestamp() - greatest(event_at, read_at, p.opened_at)))
                                filter (where kind = 'shard' and not done), 0) as oldest_unread,
                       coalesce(min(token) filter (where kind = 'shard' and not done), 0) as token
                  from tailrace.lane where pass_id = p.id) l on true
             where t.migration = ? and t.name = ?""".formatted(COUNTED);

    private static TableProgress progress(Record r) {
        int i = 0;
        return new TableProgress(
                r.get(i++, String.class),
                r.get(i++, Integer.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Integer.class),
                r.get(i++, Integer.class),
                r.get(i++, Integer.class),
                r.get(i++, Double.class),
                r.get(i++, Double.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Long.class),
                r.get(i++, Integer.class),
                r.get(i++, Double.class),
                utc(r.get(i++, OffsetDateTime.class)),
                r.get(i++, Double.class),
                r.get(i++, Long.class),
                r.get(i++, Boolean.class),
                r.get(i++, Long.class),
                r.get(i++, String.class),
                r.get(i++, Boolean.class),
                r.get(i++, Integer.class),
                r.get(i++, Integer.class),
                segment(r.get(i++, String.class)),
                r.get(i++, Double.class),
                counts(r.get(i++, String.class)),
                reasons(r.get(i, String[].class)));
    }

    private static List<Long> counts(@Nullable String joined) {
        return joined == null
                ? List.of()
                : Arrays.stream(joined.split(",")).map(Long::valueOf).toList();
    }

    private static List<QuarantineReason> reasons(String @Nullable [] found) {
        return found == null
                ? List.of()
                : Arrays.stream(found).map(ProgressReader::reason).toList();
    }

    /** @param text code, count and seconds since the epoch */
    private static QuarantineReason reason(String text) {
        var parts = text.split(" ");
        return new QuarantineReason(
                parts[0],
                Long.parseLong(parts[1]),
                Instant.ofEpochSecond((long) Double.parseDouble(parts[2])).toString());
    }

    private static @Nullable String utc(@Nullable OffsetDateTime time) {
        return time == null
                ? null
                : time.toInstant().truncatedTo(ChronoUnit.MILLIS).toString();
    }

    private static @Nullable Integer segment(@Nullable String lane) {
        return lane == null ? null : Integer.valueOf(lane.substring(lane.indexOf('/') + 1));
    }
}
