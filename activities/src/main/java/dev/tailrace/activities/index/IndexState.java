package dev.tailrace.activities.index;

import dev.tailrace.mappers.mapping.Identifiers;
import java.util.Arrays;
import java.util.List;
import org.jooq.DSLContext;

/** What there is of an index at the target. */
public enum IndexState {
    /** Nothing: it can be built. */
    ABSENT,
    /** An index of its name, or one that begins with its columns and has all rows. */
    THERE,
    /** A failed or forsaken build left something of its name, which serves nobody. */
    INVALID,
    /** Some backend is building an index on the table. */
    UNDER_WAY,
    /** Something else in the schema has its name. */
    TAKEN,
    /** The table is partitioned, or is another role's: its owner has to build it. */
    NOT_OURS;

    private static final String TABLE = """
            select c.relkind = 'r' and pg_has_role(c.relowner, 'USAGE'),
                   exists (select 1 from pg_stat_progress_create_index p where p.relid = c.oid),
                   to_regclass(?) is not null
              from pg_class c where c.oid = to_regclass(?)""";

    private static final String INDEXES = """
            select c.relname::text, i.indisvalid, i.indpred is null and i.indexprs is null,
                   array(select a.attname::text
                           from unnest(i.indkey) with ordinality k (attnum, n)
                           join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
                          where k.n <= i.indnkeyatts order by k.n)
              from pg_index i join pg_class c on c.oid = i.indexrelid
             where i.indrelid = to_regclass(?)""";

    /** Reads it. A table that is not there has none. */
    public static IndexState of(DSLContext sql, TargetIndex index) {
        var schema = Identifiers.quote(index.schema()) + ".";
        var table = schema + Identifiers.quote(index.table());
        boolean named = false;
        for (var there : sql.fetch(INDEXES, table)) {
            boolean valid = there.get(1, boolean.class);
            boolean same = there.get(0, String.class).equals(index.name());
            if (valid
                    && (same || there.get(2, boolean.class) && begins(there.get(3, String[].class), index.columns()))) {
                return THERE;
            }
            named |= same;
        }
        // After the indexes: one that was not valid then, and is being built, shows here.
        var found = sql.fetchOne(TABLE, schema + Identifiers.quote(index.name()), table);
        if (found == null) {
            return ABSENT;
        }
        if (!found.get(0, boolean.class)) {
            return NOT_OURS;
        }
        if (found.get(1, boolean.class)) {
            return UNDER_WAY;
        }
        if (named) {
            return INVALID;
        }
        return found.get(2, boolean.class) ? TAKEN : ABSENT;
    }

    private static boolean begins(String[] columns, List<String> wanted) {
        return columns.length >= wanted.size()
                && Arrays.asList(columns).subList(0, wanted.size()).equals(wanted);
    }
}
