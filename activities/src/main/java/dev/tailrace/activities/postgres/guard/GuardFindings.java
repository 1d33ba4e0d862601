package dev.tailrace.activities.postgres.guard;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jooq.DSLContext;

/** Compares the targets' tables and triggers with what was remembered when they were guarded. For one thread. */
final class GuardFindings {
    /**
     * Whether a partition has a row from before its triggers. Conservative: a transaction that was under way at that moment looks like
     * one of before. Only rows of a savepoint in the very transaction that made and attached the partition look younger than they are.
     */
    private static final String OLDER_ROWS = """
            select exists (select from only %s r
                            where age(r.xmin) >= (select min(age(g.xmin)) from pg_trigger g
                                                   where g.tgrelid = ?::oid and g.tgname = 'tailrace_recorder'))""";

    /** A file of another number than the table's: TRUNCATE gives it one, as do VACUUM FULL and CLUSTER, which cannot be told apart. */
    private static final String NEW_FILE = "select pg_relation_filenode(?::oid::regclass) <> ?::oid";

    private static final String HEIRS = """
            select c.oid::regclass::text from pg_inherits i join pg_class c on c.oid = i.inhrelid
             where i.inhparent = ?::oid and not c.relispartition order by 1""";

    /** Others than the owner. 0 is PUBLIC. */
    private static final String TRUNCATORS = """
            select distinct case a.grantee when 0 then 'PUBLIC' else pg_get_userbyid(a.grantee)::text end
              from pg_class c, aclexplode(c.relacl) a
             where c.oid = ?::oid and a.privilege_type = 'TRUNCATE' and a.grantee <> c.relowner order by 1""";

    /** Sessions of the engine's role that are not the engine's. */
    private static final String SHARERS = """
            select distinct application_name from pg_stat_activity
             where usename = session_user and datname = current_database() and backend_type = 'client backend'
               and pid <> pg_backend_pid() and application_name not like 'tailrace%' order by 1""";

    private final DSLContext sql;
    /** Left of what was remembered: what is there is taken away. */
    private final Map<Long, Remembered> remembered = new HashMap<>();

    private final List<String> lacking = new ArrayList<>();
    private final TreeSet<String> unrecorded = new TreeSet<>();
    private final List<String> notes = new ArrayList<>();

    private record Remembered(String name, String versions) {}

    /** @param table of tailrace.source_table */
    GuardFindings(DSLContext sql, long table) {
        this.sql = sql;
        sql.fetch("select relation::bigint, name, triggers from tailrace.guarded where table_id = ?", table)
                .forEach(row -> remembered.put(
                        row.get(0, Long.class), new Remembered(row.get(1, String.class), row.get(2, String.class))));
        unrecorded.addAll(sql.fetch("select reason from tailrace.unrecorded where table_id = ?", table)
                .getValues(0, String.class));
    }

    void lacks(String what) {
        lacking.add(what);
    }

    void look(GuardSql target) {
        var relations = GuardedRelation.of(sql, target);
        if (relations.isEmpty()) {
            lacks("Table %s is not there.".formatted(target.name()));
            return;
        }
        if (!target.isRecorderThere(sql)) {
            lacks("The recorder of %s is not as this version makes it.".formatted(target.name()));
        }
        relations.forEach(this::look);
        sql.fetch(HEIRS, relations.getFirst().oid())
                .forEach(heir -> unrecorded.add("Table %s inherits from %s, and its rows are not recorded."
                        .formatted(heir.get(0), target.name())));
    }

    private void look(GuardedRelation relation) {
        var before = remembered.remove(relation.oid());
        var truncators = sql.fetch(TRUNCATORS, relation.oid()).getValues(0, String.class);
        if (!relation.isWhole()) {
            var may = truncators.isEmpty() ? "" : " TRUNCATE is granted to " + String.join(", ", truncators) + ".";
            lacks("%s has %d of its %d triggers.%s"
                    .formatted(relation.name(), relation.triggers(), GuardSql.TRIGGERS, may));
        } else if (!truncators.isEmpty()) {
            notes.add("TRUNCATE of %s is granted to %s, and refused by the guard."
                    .formatted(relation.name(), String.join(", ", truncators)));
        }
        if (before == null) {
            lookAtNew(relation);
        } else if (!before.versions().equals(relation.versions())) {
            unrecorded.add("The triggers of %s were off, or replaced, for some time.".formatted(relation.name()));
        }
    }

    /** One that came after the guard was put on. Its row triggers came with it, if a partition. */
    private void lookAtNew(GuardedRelation relation) {
        if (!relation.isLeaf()) {
            return;
        }
        if (sql.fetchSingle(OLDER_ROWS.formatted(relation.name()), relation.oid())
                .get(0, Boolean.class)) {
            unrecorded.add("%s held rows before it was recorded, as when it was attached with rows."
                    .formatted(relation.name()));
        }
        if (sql.fetchSingle(NEW_FILE, relation.oid(), relation.oid()).get(0, Boolean.class)) {
            unrecorded.add("%s was truncated or rewritten before the guard refused that.".formatted(relation.name()));
        }
    }

    GuardState state() {
        remembered
                .values()
                .forEach(gone -> unrecorded.add("%s was detached or dropped with its rows.".formatted(gone.name())));
        var sharers = sql.fetch(SHARERS).getValues(0, String.class);
        if (!sharers.isEmpty()) {
            notes.add("Others log in as the worker's role, and may turn the guard off: %s."
                    .formatted(String.join(", ", sharers)));
        }
        return new GuardState(true, lacking, List.copyOf(unrecorded), notes);
    }
}
