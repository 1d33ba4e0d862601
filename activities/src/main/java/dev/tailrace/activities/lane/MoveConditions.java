package dev.tailrace.activities.lane;

import dev.tailrace.activities.lane.SwitchAttempts.Found;
import java.sql.Connection;
import java.util.List;
import java.util.Objects;
import org.jooq.Record;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * What must hold at the moment at which the ownership moves, read under all locks, a line for each table where it does not. That a drain
 * said so before does not count: between the two, an attempt may have been frozen for long. Stateless; thread-safe.
 */
public final class MoveConditions {
    /** R9: whole, nothing left to look at again, and a token of this attempt's has come everywhere. */
    private static final String FORWARD = """
            select t.name,
                   case when p.id is null then 'has no open pass'
                        when p.barrier_at is null or p.purged_at is null then 'is still being copied'
                        when p.looked_again_at is null then 'has items to look at again'
                        when not exists (select from tailrace.token_sent s
                                          where s.table_id = t.id and s.applied_at is not null and s.sent_at >= a.begun_at)
                        then 'has not shown a token of this attempt in each shard' end
              from tailrace.attempt a
              join tailrace.attempt_table m on m.attempt = a.id
              join tailrace.source_table t on t.id = m.table_id
              left join tailrace.pass p on p.table_id = t.id and p.kind = 'FORWARD' and p.closed_at is null
             where a.id = ? order by t.id""";

    /** R11: what was written at the target is at the source, no write of ours can land there, and what is there is seen. */
    private static final String REVERSE = """
            select t.name,
                   case when p.id is null then 'has no open pass'
                        when exists (select from tailrace.outbox o where o.table_id = t.id)
                        then 'has changes that are not routed'
                        when exists (select from tailrace.reverse_mark r where r.pass_id = p.id)
                        then 'has keys that are not written back'
                        when exists (select from tailrace.lane l where l.pass_id = p.id and l.kind = 'reverse' and not l.done)
                        then 'has lanes that are not closed at the source'
                        when not exists (select from tailrace.token_sent s
                                          where s.table_id = t.id and s.applied_at is not null and s.sent_at >= o.changed_at)
                        then 'has not shown a token of this attempt in each shard' end
              from tailrace.attempt_table m
              join tailrace.source_table t on t.id = m.table_id
              join tailrace.ownership o on o.table_id = t.id
              left join tailrace.pass p on p.table_id = t.id and p.kind = 'REVERSE' and p.closed_at is null
             where m.attempt = ? order by t.id""";

    /** How many of each, of a table whose target is fenced. */
    private static final String DRAINED = """
            select t.name,
                   nullif(concat_ws(', ',
                     (select count(*) || ' changes to route' from tailrace.outbox o where o.table_id = t.id having count(*) > 0),
                     (select count(*) || ' keys to write back' from tailrace.reverse_mark r
                        join tailrace.pass p on p.id = r.pass_id
                       where p.table_id = t.id and p.kind = 'REVERSE' and p.closed_at is null having count(*) > 0)), '')
              from tailrace.attempt_table m join tailrace.source_table t on t.id = m.table_id
             where m.attempt = ? order by t.id""";

    private MoveConditions() {}

    static List<String> ofForward(Connection connection, Found attempt) {
        return failed(connection, FORWARD, attempt.id());
    }

    static List<String> ofReverse(Connection connection, Found attempt) {
        return failed(connection, REVERSE, attempt.id());
    }

    /** What is left of the outbox and of marks of an attempt's tables, a line for each table; empty: nothing (R11). */
    public static List<String> undrained(Connection connection, long attempt) {
        return failed(connection, DRAINED, attempt);
    }

    private static List<String> failed(Connection connection, String query, long attempt) {
        return DSL.using(connection, SQLDialect.POSTGRES).fetch(query, attempt).stream()
                .map(MoveConditions::line)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable String line(Record row) {
        var what = row.get(1, String.class);
        return what == null ? null : row.get(0, String.class) + ": " + what;
    }
}
