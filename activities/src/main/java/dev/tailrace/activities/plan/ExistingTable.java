package dev.tailrace.activities.plan;

import dev.tailrace.activities.plan.TablePlan.Target.State;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jooq.DSLContext;
import org.jooq.Record;
import org.jspecify.annotations.Nullable;

/** A target table as it is now: whose, whether it holds rows, whether it has the right shape. */
final class ExistingTable {
    private static final String RELATION = """
            select c.oid, c.relkind::text as kind, current_user::text as who,
                   has_table_privilege(c.oid, 'SELECT') and has_table_privilege(c.oid, 'INSERT')
                     and has_table_privilege(c.oid, 'UPDATE') and has_table_privilege(c.oid, 'DELETE')
                     and has_table_privilege(c.oid, 'TRUNCATE') as writable
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where n.nspname = ? and c.relname = ?""";

    /** An aborted migration has given its tables up. */
    private static final String OWNER = """
            select s.migration, s.name
              from tailrace.target_table t
              join tailrace.source_table s on s.id = t.table_id
              join tailrace.migration m on m.name = s.migration
             where t.schema_name = ? and t.name = ? and m.aborted_at is null""";

    private final DSLContext sql;
    private final RowTable table;
    private final String name;
    private final @Nullable Record relation;
    private final @Nullable Record owner;
    private final @Nullable Shape shape;

    ExistingTable(DSLContext sql, String schema, RowTable table) {
        this.sql = sql;
        this.table = table;
        this.name = Identifiers.qualified(schema, table.name());
        this.relation = sql.fetchOne(RELATION, schema, table.name());
        this.owner = owner(sql, schema, table);
        this.shape = relation != null && isTable(relation) ? new Shape(sql, relation.get("oid", Long.class)) : null;
    }

    private static @Nullable Record owner(DSLContext sql, String schema, RowTable table) {
        boolean known = sql.fetchSingle("select to_regclass('tailrace.target_table') is not null")
                .get(0, boolean.class);
        return known ? sql.fetchOne(OWNER, schema, table.name()) : null;
    }

    /** Tables, partitioned ones too. */
    private static boolean isTable(Record relation) {
        return List.of("r", "p").contains(relation.get("kind", String.class));
    }

    /** Whether it is there, and a partitioned table. */
    boolean isPartitioned() {
        return relation != null && "p".equals(relation.get("kind", String.class));
    }

    State state() {
        if (relation == null) {
            return State.ABSENT;
        }
        return owner == null ? State.EMPTY : State.OURS;
    }

    List<String> warnings() {
        return shape == null ? List.of() : shape.warnings(name, table);
    }

    /** All that stands in the way, for a source table of a migration. */
    List<Problem> problems(String migration, String source) {
        var problems = new ArrayList<Problem>();
        if (owner != null && !isOwn(owner, migration, source)) {
            problems.add(Problem.of(
                    Code.T009,
                    "table " + name,
                    "It belongs to table %s of migration %s."
                            .formatted(owner.get("name", String.class), owner.get("migration", String.class))));
        }
        if (relation == null) {
            return problems;
        }
        if (shape == null) {
            problems.add(Problem.of(Code.T004, "table " + name, "Something that is not a table has that name."));
            return problems;
        }
        var differences = shape.differences(table);
        if (!differences.isEmpty()) {
            problems.add(Problem.of(Code.T004, "table " + name, String.join("\n", differences)));
        }
        if (!relation.get("writable", boolean.class)) {
            problems.add(lacking(relation.get("who", String.class)));
        } else if (owner == null && holdsRows()) {
            problems.add(Problem.of(Code.T003, "table " + name, "It holds rows that this migration did not write."));
        }
        return problems;
    }

    private Problem lacking(String who) {
        var grant = "GRANT SELECT, INSERT, UPDATE, DELETE, TRUNCATE ON %s TO %s;\nThen run: tailrace retry NAME"
                .formatted(name, Identifiers.quote(who));
        return Problem.of(Code.T005, "table " + name, "User %s lacks what the fix grants.".formatted(who), grant);
    }

    private static boolean isOwn(Record owner, String migration, String source) {
        return migration.equals(owner.get("migration", String.class)) && source.equals(owner.get("name", String.class));
    }

    private boolean holdsRows() {
        return sql.fetchSingle("select exists (select 1 from %s)".formatted(name))
                .get(0, boolean.class);
    }
}
