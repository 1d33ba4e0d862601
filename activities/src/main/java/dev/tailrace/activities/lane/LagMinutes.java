package dev.tailrace.activities.lane;

import java.sql.SQLException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * How far a table's target was behind its source, noted once a minute, for the picture of a report. Nothing relies on it: what is lost
 * with a worker is a minute of a picture. For one thread.
 */
public final class LagMinutes {
    /** How often it is noted. */
    private static final Duration EVERY = Duration.ofMinutes(1);

    /** Older ones are deleted, so that there are never more than this for a table. */
    private static final String KEPT = "14 days";

    /**
     * As {@link ProgressReader} tells it: how long the last token took, or how long the one under way has been waiting if that is more;
     * without tokens, how old the oldest unread record can be. Two attempts at once, an old and a new one, agree on the greater.
     */
    private static final String NOTE = """
            insert into tailrace.lag_minute (table_id, minute, seconds)
            select p.table_id, date_trunc('minute', clock_timestamp(), 'UTC'), coalesce(
                   (select greatest(
                             (select extract(epoch from s.applied_at - s.sent_at) from tailrace.token_sent s
                               where s.table_id = p.table_id and s.applied_at is not null and s.sent_at > p.opened_at
                               order by s.number desc limit 1),
                             (select extract(epoch from clock_timestamp() - min(s.sent_at)) from tailrace.token_sent s
                               where s.table_id = p.table_id and s.applied_at is null and s.sent_at > p.opened_at))),
                   (select max(extract(epoch from clock_timestamp() - greatest(l.event_at, l.read_at, p.opened_at)))
                      from tailrace.lane l where l.pass_id = p.id and l.kind = 'shard' and not l.done),
                   0)
              from tailrace.pass p where p.id = ? and p.closed_at is null
            on conflict (table_id, minute) do update
               set seconds = greatest(tailrace.lag_minute.seconds, excluded.seconds)""";

    private static final String FORGET =
            "delete from tailrace.lag_minute where table_id = ? and minute < clock_timestamp() - interval '" + KEPT
                    + "'";

    private final DataSource control;
    private final long table;
    private final long passId;
    private long dueAt = System.nanoTime();

    /** @param table of tailrace.source_table */
    public LagMinutes(DataSource control, long table, long passId) {
        this.control = control;
        this.table = table;
        this.passId = passId;
    }

    /** Whether {@link #note} has something to do. */
    public boolean isDue() {
        return System.nanoTime() - dueAt >= 0;
    }

    /** Notes the lag as it is now. */
    public void note() throws SQLException {
        dueAt = System.nanoTime() + EVERY.toNanos();
        Transaction.run(control, Commit.LAG_NOTED, connection -> {
            var sql = DSL.using(connection, SQLDialect.POSTGRES);
            sql.execute(NOTE, passId);
            return sql.execute(FORGET, table);
        });
    }
}
