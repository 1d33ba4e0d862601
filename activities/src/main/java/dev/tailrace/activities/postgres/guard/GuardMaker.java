package dev.tailrace.activities.postgres.guard;

import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;

/** Makes the triggers of one target table, in the caller's transaction. For one thread. */
final class GuardMaker {
    /** Triggers of ours on what was guarded, without clones, which go with theirs. */
    private static final String MADE = """
            select g.tgname::text, format('%I.%I', n.nspname, c.relname)
              from tailrace.guarded d
              join pg_class c on c.oid = d.relation
              join pg_namespace n on n.oid = c.relnamespace
              join pg_trigger g on g.tgrelid = c.oid and g.tgparentid = 0
             where d.table_id = ? and g.tgname in ('tailrace_guard', 'tailrace_recorder', 'tailrace_truncate')
             order by d.name, g.tgname""";

    private static final String RECORDERS = """
            select oid::regprocedure::text from pg_proc
             where pronamespace = 'tailrace'::regnamespace and starts_with(proname, ?) order by 1""";

    private static final Set<String> TABLES = Set.of("r", "p");

    private final DSLContext sql;
    private final GuardSql target;
    private final String role;

    /** @param role the engine's */
    GuardMaker(DSLContext sql, GuardSql target, String role) {
        this.sql = sql;
        this.target = target;
        this.role = role;
    }

    /**
     * Makes what is missing, and remembers all.
     *
     * @param anew whether what is there is made again
     * @return whether anything was made
     */
    boolean make(boolean anew) {
        var relations = GuardedRelation.of(sql, target);
        check(relations);
        boolean made = makeRecorder();
        if (anew || !relations.stream().allMatch(r -> r.has(GuardSql.GUARD) && r.has(GuardSql.RECORDER))) {
            sql.execute(GuardSql.drop(GuardSql.GUARD, target.name()));
            sql.execute(GuardSql.drop(GuardSql.RECORDER, target.name()));
            target.makeRowTriggers(role).forEach(sql::execute);
            made = true;
        }
        for (var relation : relations) {
            if (anew || !relation.has(GuardSql.TRUNCATE)) {
                sql.execute(GuardSql.drop(GuardSql.TRUNCATE, relation.name()));
                target.makeTruncateTrigger(relation.name(), role).forEach(sql::execute);
                made = true;
            }
        }
        relations.stream()
                .map(GuardedRelation::owner)
                .filter(owner -> !owner.equals(role))
                .distinct()
                .forEach(this::allow);
        remember();
        return made;
    }

    private void check(List<GuardedRelation> relations) {
        if (relations.isEmpty()) {
            throw unsuitable(target.name(), "It is not there.", "Put it back. Then run: tailrace retry NAME");
        }
        for (var relation : relations) {
            if (!TABLES.contains(relation.kind())) {
                throw unsuitable(relation.name(), "It is not an ordinary table.", Code.T033.fix());
            }
            if (!relation.ours()) {
                throw unsuitable(
                        relation.name(),
                        "It belongs to %s, and only its owner may keep triggers on.".formatted(relation.owner()),
                        "GRANT %s TO %s;\nThen run: tailrace retry NAME"
                                .formatted(Identifiers.quote(relation.owner()), Identifiers.quote(role)));
            }
        }
    }

    private static ProblemException unsuitable(String relation, String why, String fix) {
        return new ProblemException(Problem.of(Code.T033, "table " + relation, why, fix));
    }

    private boolean makeRecorder() {
        if (target.isRecorderThere(sql)) {
            return false;
        }
        sql.execute(target.createRecorder());
        sql.execute("revoke all on function " + target.recorder() + " from public");
        return true;
    }

    /** A table's owner makes partitions, for which Postgres looks at his right on the triggers' functions, and retires them. */
    private void allow(String owner) {
        var to = " to " + Identifiers.quote(owner);
        sql.execute("grant usage on schema tailrace" + to);
        sql.execute("grant execute on function tailrace.guard(), tailrace.guard_truncate(), tailrace.retire(regclass), "
                + target.recorder() + to);
    }

    private void remember() {
        for (var relation : GuardedRelation.of(sql, target)) {
            sql.execute(
                    "insert into tailrace.guarded (table_id, relation, target, name, key_columns, owned, triggers)"
                            + " values (?, ?::oid, ?, ?, ?, ?, ?)",
                    target.id(),
                    relation.oid(),
                    target.table().name(),
                    relation.name(),
                    target.recorded(),
                    target.table().isOwned(),
                    relation.versions());
        }
    }

    /**
     * Drops all of a source table, and forgets it.
     *
     * @param id of tailrace.source_table
     * @return whether there was any
     */
    static boolean unmake(DSLContext sql, long id) {
        var made = sql.fetch(MADE, id);
        made.forEach(row -> sql.execute(GuardSql.drop(row.get(0, String.class), row.get(1, String.class))));
        sql.fetch(RECORDERS, GuardSql.prefix(id))
                .forEach(row -> sql.execute("drop function if exists " + row.get(0, String.class)));
        sql.execute("delete from tailrace.unrecorded where table_id = ?", id);
        return sql.execute("delete from tailrace.guarded where table_id = ?", id) > 0 || !made.isEmpty();
    }
}
