package dev.tailrace.activities.postgres.guard;

import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;

/**
 * A target table, or a partition of it at any level, with its triggers as they are now.
 *
 * @param kind {@code pg_class.relkind}
 * @param name with its schema, quoted
 * @param ours whether the worker's role has its owner's rights
 * @param owner a role's name
 * @param triggers how many of the three are there and always on
 * @param versions theirs: the same while nobody turns one off or drops it
 */
record GuardedRelation(long oid, String kind, String name, boolean ours, String owner, int triggers, String versions) {
    private static final String TREE = """
            with member as (select to_regclass(?)::oid as relation
                            union select p.relid::oid from pg_partition_tree(to_regclass(?)) p)
            select c.oid::bigint, c.relkind::text, format('%I.%I', n.nspname, c.relname), pg_has_role(c.relowner, 'USAGE'),
                   pg_get_userbyid(c.relowner)::text, t.number::int, t.versions
              from member m
              join pg_class c on c.oid = m.relation
              join pg_namespace n on n.oid = c.relnamespace
              cross join lateral (
                   select count(*) as number,
                          coalesce(string_agg(format('%s/%s/%s', g.tgname, g.oid, g.xmin), ' ' order by g.tgname), '') as versions
                     from pg_trigger g
                    where g.tgrelid = c.oid and g.tgenabled = 'A' and (g.tgname, g.tgfoid) in (
                          ('tailrace_guard', 'tailrace.guard()'::regprocedure),
                          ('tailrace_truncate', 'tailrace.guard_truncate()'::regprocedure),
                          ('tailrace_recorder', to_regprocedure(?)))) t
             order by c.oid = to_regclass(?) desc, 3""";

    /** The table first, then its partitions; none where there is no table. */
    static List<GuardedRelation> of(DSLContext sql, GuardSql target) {
        return sql.fetch(TREE, target.name(), target.name(), target.recorder(), target.name())
                .map(GuardedRelation::of);
    }

    private static GuardedRelation of(Record row) {
        return new GuardedRelation(
                row.get(0, Long.class),
                row.get(1, String.class),
                row.get(2, String.class),
                row.get(3, Boolean.class),
                row.get(4, String.class),
                row.get(5, Integer.class),
                row.get(6, String.class));
    }

    boolean isWhole() {
        return triggers == GuardSql.TRIGGERS;
    }

    /** Whether it has a trigger of ours, always on. */
    boolean has(String trigger) {
        return (" " + versions).contains(" " + trigger + "/");
    }

    /** Whether it holds rows itself. */
    boolean isLeaf() {
        return !kind.equals("p");
    }
}
