package dev.tailrace.activities.lane;

import java.sql.Connection;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/** What at the target would hold up a switch, one line each. Stateless; thread-safe. */
public final class TargetObstacles {
    private static final String INVALID = """
            select format('index %%I of %%I.%%I cannot be used: its build failed', x.relname, t.schema_name, t.name)
              from %s
              join pg_index i on i.indrelid = c.oid and not i.indisvalid
              join pg_class x on x.oid = i.indexrelid
             where t.table_id = ? order by 1""";

    private static final String REFERRING = """
            select format('%%s refers to %%I.%%I by %%I', k.conrelid::regclass, t.schema_name, t.name, k.conname)
              from %s
              join pg_constraint k on k.confrelid = c.oid and k.contype = 'f' and k.conparentid = 0
             where t.table_id = ?
               and not exists (select from tailrace.target_table o join pg_namespace m on m.nspname = o.schema_name
                                 join pg_class d on d.relnamespace = m.oid and d.relname = o.name
                                where d.oid = k.conrelid)
             order by 1""";

    private static final String TARGETS = """
            tailrace.target_table t
              join pg_namespace n on n.nspname = t.schema_name
              join pg_class c on c.relnamespace = n.oid and c.relname = t.name""";

    private TargetObstacles() {}

    /** Indexes of a table's targets that a build left unusable. */
    public static List<String> invalidIndexes(Connection connection, long table) {
        return sql(connection).fetch(INVALID.formatted(TARGETS), table).getValues(0, String.class);
    }

    /** Foreign keys to a table's targets, of tables that the migration does not write: a rollback cannot drop them. */
    public static List<String> referring(Connection connection, long table) {
        return sql(connection).fetch(REFERRING.formatted(TARGETS), table).getValues(0, String.class);
    }

    /** Transactions that are prepared in the target's database. */
    public static List<String> prepared(Connection connection) {
        return LockHolders.prepared(sql(connection));
    }

    private static DSLContext sql(Connection connection) {
        return DSL.using(connection, SQLDialect.POSTGRES);
    }
}
