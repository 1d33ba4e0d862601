package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** How often tables were written at the source, as far as their streams are read. Stateless; thread-safe. */
public final class SourceWrites {
    private SourceWrites() {}

    /**
     * What was counted at one moment.
     *
     * @param at by the database's clock, in milliseconds since 1970
     * @param writes for each table, in their order; expiry's and tokens are left out
     */
    public record Counted(long at, List<Long> writes) {
        public Counted {
            writes = List.copyOf(writes);
        }
    }

    /** Counts. @param tables of tailrace.source_table */
    public static Counted count(DataSource control, List<Long> tables) throws SQLException {
        return Transaction.read(control, connection -> {
            long now = DSL.using(connection, SQLDialect.POSTGRES)
                    .fetchSingle("select (extract(epoch from clock_timestamp()) * 1000)::bigint")
                    .get(0, Long.class);
            return new Counted(
                    now, tables.stream().map(table -> writes(connection, table)).toList());
        });
    }

    private static long writes(Connection connection, long table) {
        return DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle("""
                        select coalesce(sum(l.applied - l.ttl_removed), 0)::bigint
                          from tailrace.pass p join tailrace.lane l on l.pass_id = p.id and l.kind = 'shard'
                         where p.table_id = ? and p.kind = 'FORWARD' and p.closed_at is null""", table)
                .get(0, Long.class);
    }
}
