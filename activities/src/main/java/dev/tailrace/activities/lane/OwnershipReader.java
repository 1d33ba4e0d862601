package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.OwnershipNumbers;
import dev.tailrace.workflows.table.TableRef;
import java.sql.Connection;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Who owns a table's data, and how far the way back has come: what is committed, nothing else. */
final class OwnershipReader {
    /** So many recorded writes and marks are counted, and no more: an outage makes millions, and these are wanted every few seconds. */
    private static final int COUNTED = 100_000;

    /**
     * A mark is the younger, the later its key was written first after it was last asked for. The outbox has no times: what stands there
     * is younger than the router's last batch.
     */
    private static final String NUMBERS = """
            select o.owner, o.recording, coalesce(p.id, 0),
                   (select count(*) from (select from tailrace.outbox b where b.table_id = t.id limit %1$d) counted),
                   (select count(*) from (select from tailrace.reverse_mark m where m.pass_id = p.id limit %1$d) counted),
                   (select extract(epoch from clock_timestamp() - min(m.marked_at)) from tailrace.reverse_mark m
                     where m.pass_id = p.id),
                   (select count(*) from tailrace.reverse_quarantine q where q.pass_id = p.id and q.image is null),
                   (select count(*) from tailrace.reverse_quarantine q where q.pass_id = p.id and q.image is not null),
                   coalesce((select max(extract(epoch from
                                        clock_timestamp() - greatest(l.event_at, l.read_at, p.opened_at)))
                               from tailrace.lane l where l.pass_id = p.id and l.kind = 'shard' and not l.done), 0)
              from tailrace.source_table t
              join tailrace.ownership o on o.table_id = t.id
              left join lateral (select * from tailrace.pass p
                                  where p.table_id = t.id and p.kind = 'REVERSE' and p.closed_at is null
                                  order by p.id desc limit 1) p on true
             where t.migration = ? and t.name = ?""".formatted(COUNTED);

    private OwnershipReader() {}

    /** Null where the table's targets are not guarded: the source owns the data. */
    static @Nullable OwnershipNumbers read(Connection connection, TableRef ref) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchOptional(NUMBERS, ref.migration(), ref.name())
                .map(OwnershipReader::numbers)
                .orElse(null);
    }

    private static OwnershipNumbers numbers(Record row) {
        int i = 0;
        return new OwnershipNumbers(
                row.get(i++, String.class),
                row.get(i++, Boolean.class),
                row.get(i++, Long.class),
                row.get(i++, Long.class),
                row.get(i++, Long.class),
                row.get(i++, Double.class),
                row.get(i++, Long.class),
                row.get(i++, Long.class),
                row.get(i, Double.class));
    }
}
