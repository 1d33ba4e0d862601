package dev.tailrace.activities.postgres.index;

import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapping.Identifiers;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * Index builds that run in Postgres by themselves, since their attempts have ended. What empties or gives up a table ends them first: it
 * would wait for them for hours, or leave them at work. Thread-safe.
 */
public final class RunningBuilds {
    /** Their sessions' {@code application_name}. */
    static final String NAME = "tailrace index build";

    /** A table's own and its partitions'. */
    private static final String CANCEL = """
            select count(*) filter (where pg_cancel_backend(a.pid))
              from pg_stat_activity a
              join pg_stat_progress_create_index p on p.pid = a.pid
             where a.application_name = ? and p.datname = current_database()
               and (p.relid = to_regclass(?) or p.relid in (select inhrelid from pg_inherits where inhparent = to_regclass(?)))""";

    private static final String LEFT = """
            select c.relname::text from pg_index i join pg_class c on c.oid = i.indexrelid
             where i.indrelid = to_regclass(?) and not i.indisvalid and c.relname = any(?) order by 1""";

    private RunningBuilds() {}

    /** Asks those of the table's targets to end, which they do at once. Idempotent. */
    public static void cancel(LoadedTable table) throws SQLException {
        for (var target : table.mapper().tables()) {
            cancel(table.target(), table.schema(), target.name());
        }
    }

    static int cancel(DataSource target, String schema, String table) throws SQLException {
        var name = Identifiers.qualified(schema, table);
        return Transaction.read(
                target,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetchSingle(CANCEL, NAME, name, name)
                        .get(0, Integer.class));
    }

    /** The same, and drops what they leave. Idempotent. */
    public static void undo(LoadedTable table, List<TargetIndex> planned) throws SQLException {
        for (var target : table.mapper().tables()) {
            undo(table.target(), table.schema(), target.name(), planned);
        }
    }

    static void undo(DataSource target, String schema, String table, List<TargetIndex> planned) throws SQLException {
        cancel(target, schema, table);
        var names = planned.stream().map(TargetIndex::name).toArray(String[]::new);
        Transaction.run(target, Commit.INDEXES_UNDONE, c -> {
            var sql = DSL.using(c, SQLDialect.POSTGRES);
            // One that was cancelled a moment ago releases its locks soon; no one waits longer behind this.
            sql.execute("set local lock_timeout = '5s'");
            var left =
                    sql.fetch(LEFT, Identifiers.qualified(schema, table), names).getValues(0, String.class);
            left.forEach(index -> sql.execute("drop index if exists " + Identifiers.qualified(schema, index)));
            return left;
        });
    }
}
