package dev.tailrace.activities.postgres.index;

import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.mappers.mapping.Identifiers;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.jooq.DSLContext;
import org.jooq.Record;

/** What there is of an index at the target. */
public enum IndexState {
    /** Nothing: it can be built. */
    ABSENT,
    /** An index of its name, or one that begins with its columns and has all rows. */
    THERE,
    /** A failed or forsaken build left something of its name, which no query can use. */
    INVALID,
    /** Some backend is building an index on the table. */
    UNDER_WAY,
    /** Something else in the schema has its name. */
    TAKEN,
    /** The table is partitioned, and the index is not on all of its partitions. */
    PARTITIONED,
    /** The table is another role's, or has partitions that are, are partitioned, or are in another schema: its owner has to build it. */
    NOT_OURS;

    private static final String TABLE = """
            select c.relkind in ('r', 'p') and pg_has_role(c.relowner, 'USAGE')
                     and not (c.relkind = 'p' and exists (select 1 from pg_inherits i join pg_class p on p.oid = i.inhrelid
                           where i.inhparent = c.oid and not (p.relkind = 'r' and p.relnamespace = c.relnamespace and pg_has_role(p.relowner, 'USAGE')))),
                   exists (select 1 from pg_stat_progress_create_index p where p.relid = c.oid),
                   to_regclass(?) is not null, c.relkind = 'p'
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
        return of(
                sql,
                index,
                others -> others.get(2, boolean.class) && begins(others.get(3, String[].class), index.columns()));
    }

    /** The same of a partition's index, which only one of its name can be. */
    static IndexState ofNamed(DSLContext sql, TargetIndex index) {
        return of(sql, index, others -> false);
    }

    private static IndexState of(DSLContext sql, TargetIndex index, Predicate<Record> serves) {
        var table = index.tableName();
        boolean named = false;
        for (var there : sql.fetch(INDEXES, table)) {
            boolean valid = there.get(1, boolean.class);
            boolean same = there.get(0, String.class).equals(index.name());
            if (valid && (same || serves.test(there))) {
                return THERE;
            }
            named |= same;
        }
        // After the indexes: one that was not valid then, and is being built, shows here.
        var found = sql.fetchOne(TABLE, Identifiers.qualified(index.schema(), index.name()), table);
        if (found == null) {
            return ABSENT;
        }
        if (!found.get(0, boolean.class)) {
            return NOT_OURS;
        }
        if (found.get(1, boolean.class)) {
            return UNDER_WAY;
        }
        if (found.get(3, boolean.class)) {
            return named || !found.get(2, boolean.class) ? PARTITIONED : TAKEN;
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
