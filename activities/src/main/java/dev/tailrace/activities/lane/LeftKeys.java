package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Source keys of which it was not known, when a rollback moved the ownership, that both sides say the same (R11, step 8): what expiry deleted
 * while the target owned the data, marks that watch mode left, rows that the source could not hold. Stateless; thread-safe.
 */
public final class LeftKeys {
    /** Of the reverse pass that was closed last. Rows in reverse quarantine have an image once they were kept aside. */
    private static final String NEXT = """
            with last as (select id from tailrace.pass where table_id = ? and kind = 'REVERSE' and closed_at is not null
                           order by number desc limit 1)
            select source_key, bool_or(aside) from (
              (select e.source_key, false as aside from tailrace.watch_expired e join last on last.id = e.pass_id
                order by e.key_digest limit ?)
              union all
              (select m.source_key, false from tailrace.reverse_mark m join last on last.id = m.pass_id
                order by m.key_digest limit ?)
              union all
              (select q.source_key, true from tailrace.reverse_quarantine q join last on last.id = q.pass_id
                where q.image is null order by q.key_digest limit ?)) l
             group by source_key order by source_key limit ?""";

    private LeftKeys() {}

    /** A key. @param aside whether rows of it are in reverse quarantine, which are to be kept before they go */
    public record Left(String sourceKey, boolean aside) {}

    /** Some that are left. */
    public static List<Left> next(DataSource control, long table, int most) throws SQLException {
        return Transaction.read(control, connection -> sql(connection)
                .fetch(NEXT, table, most, most, most, most)
                .map(row -> new Left(row.get(0, String.class), row.get(1, Boolean.class))));
    }

    /**
     * It has been looked at, in the caller's transaction.
     *
     * @param rows those that the target had of it, as JSON
     */
    public static void settled(Connection connection, long table, Left left, String rows) {
        var sql = sql(connection);
        for (var from : List.of("watch_expired", "reverse_mark")) {
            sql.execute(
                    "delete from tailrace.%s l using tailrace.pass p where p.id = l.pass_id and p.table_id = ? and l.source_key = ?"
                            .formatted(from),
                    table,
                    left.sourceKey());
        }
        sql.execute(
                """
                update tailrace.reverse_quarantine q set image = ? from tailrace.pass p
                 where p.id = q.pass_id and p.table_id = ? and q.source_key = ? and q.image is null""",
                rows,
                table,
                left.sourceKey());
    }

    private static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
