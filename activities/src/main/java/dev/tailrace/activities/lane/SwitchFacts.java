package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.Ownership.Owner;
import java.sql.Connection;
import java.time.Duration;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What the control schema says of a table before a switch, at one moment.
 *
 * @param guarded whether there is a row that says who owns it
 * @param passId the open pass of the kind that the switch begins with; null where there is none
 * @param streamArn of that pass; empty where there is none
 * @param whole whether nothing of its copy is left to do
 * @param lookedAgain whether what it took over has been looked at again
 * @param roundTrip how long the last token took that came everywhere; null where none has
 * @param waiting how long the oldest token has been under way that has not come everywhere
 * @param quarantined items that are not at the target
 * @param touched transactions whose keys were written since the verdict that stands, and not compared since
 * @param routable changes of the target that are not routed, not counted beyond some
 * @param marked source keys that are not written back
 * @param oldestMark for how long the first of them has been marked
 * @param aside source keys in reverse quarantine
 */
public record SwitchFacts(
        String phase,
        boolean guarded,
        Owner owner,
        @Nullable Long passId,
        String streamArn,
        boolean whole,
        boolean lookedAgain,
        @Nullable Duration roundTrip,
        Duration waiting,
        long quarantined,
        long touched,
        long routable,
        long marked,
        Duration oldestMark,
        long aside) {
    private static final String READ = """
            select t.phase, o.owner is not null, coalesce(o.owner, 'SOURCE'), p.id, coalesce(p.stream_arn, ''),
                   coalesce(p.barrier_at is not null and p.purged_at is not null, false),
                   coalesce(p.looked_again_at is not null, false),
                   (select (extract(epoch from s.applied_at - s.sent_at) * 1000)::bigint from tailrace.token_sent s
                     where s.table_id = t.id and s.applied_at is not null order by s.number desc limit 1),
                   coalesce((select (extract(epoch from clock_timestamp() - min(s.sent_at)) * 1000)::bigint
                               from tailrace.token_sent s
                              where s.table_id = t.id and s.applied_at is null and s.sent_at >= p.opened_at), 0),
                   (select count(*) from tailrace.quarantine q where q.pass_id = p.id),
                   (select count(*) from tailrace.touched k where k.pass_id = p.id and k.generation >= p.marks_since),
                   (select count(*) from (select from tailrace.outbox b where b.table_id = t.id limit 100000) counted),
                   (select count(*) from tailrace.reverse_mark r where r.pass_id = p.id),
                   coalesce((select (extract(epoch from clock_timestamp() - min(r.marked_at)) * 1000)::bigint
                               from tailrace.reverse_mark r where r.pass_id = p.id), 0),
                   (select count(*) from tailrace.reverse_quarantine q where q.pass_id = p.id)
              from tailrace.source_table t
              left join tailrace.ownership o on o.table_id = t.id
              left join tailrace.pass p on p.table_id = t.id and p.kind = ? and p.closed_at is null
             where t.id = ?""";

    /** @param kind of the pass, {@link Passes#FORWARD} or {@link Passes#REVERSE} */
    public static SwitchFacts read(Connection connection, long table, String kind) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle(READ, kind, table)
                .map(SwitchFacts::facts);
    }

    private static SwitchFacts facts(Record row) {
        int i = 0;
        return new SwitchFacts(
                row.get(i++, String.class),
                row.get(i++, Boolean.class),
                Owner.valueOf(row.get(i++, String.class)),
                row.get(i++, Long.class),
                row.get(i++, String.class),
                row.get(i++, Boolean.class),
                row.get(i++, Boolean.class),
                millis(row.get(i++, Long.class)),
                Duration.ofMillis(row.get(i++, Long.class)),
                row.get(i++, Long.class),
                row.get(i++, Long.class),
                row.get(i++, Long.class),
                row.get(i++, Long.class),
                Duration.ofMillis(row.get(i++, Long.class)),
                row.get(i, Long.class));
    }

    private static @Nullable Duration millis(@Nullable Long found) {
        return found == null ? null : Duration.ofMillis(found);
    }

    /** What the lag is by a token (R13): how long the last one took, or the one under way has taken if that is more; null: unknown. */
    public @Nullable Duration lag() {
        return roundTrip == null || roundTrip.compareTo(waiting) > 0 ? roundTrip : waiting;
    }
}
