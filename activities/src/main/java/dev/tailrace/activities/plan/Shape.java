package dev.tailrace.activities.plan;

import dev.tailrace.mappers.mapper.ColumnType;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Record;

/** The columns and constraints of a table that is there, against those that the mapping writes. */
final class Shape {
    private static final String COLUMNS = """
            select a.attname::text as name, format_type(a.atttypid, a.atttypmod) as type, a.attnotnull as required,
                   a.atthasdef or a.attidentity <> '' as filled,
                   a.attgenerated <> '' or a.attidentity = 'a' as generated, c.collname::text as collation
              from pg_attribute a left join pg_collation c on c.oid = a.attcollation
             where a.attrelid = ?::oid and a.attnum > 0 and not a.attisdropped
             order by a.attnum""";

    /** A deferrable key cannot decide ON CONFLICT. */
    private static final String PRIMARY_KEY = """
            select a.attname::text
              from pg_index i
              cross join lateral unnest(i.indkey) with ordinality k (attnum, n)
              join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k.attnum
             where i.indrelid = ?::oid and i.indisprimary and i.indimmediate and k.n <= i.indnkeyatts
             order by k.n""";

    /** What looks across items (rule R5): DynamoDB orders the changes of one item only. */
    private static final String ACROSS_ITEMS = """
            select 'unique index ' || c.relname
              from pg_index i join pg_class c on c.oid = i.indexrelid
             where i.indrelid = ?::oid and i.indisunique and not i.indisprimary
            union all
            select case contype when 'x' then 'exclusion constraint ' else 'foreign key ' end || conname
              from pg_constraint where contype in ('x', 'f') and ?::oid in (conrelid, confrelid)
             order by 1""";

    private static final String TRIGGERS =
            "select tgname::text from pg_trigger where tgrelid = ?::oid and not tgisinternal order by 1";

    /** Where no partition takes a row, Postgres refuses it, as a CHECK does (23514). */
    private static final String NO_DEFAULT = """
            select count(*) from pg_class c left join pg_partitioned_table p on p.partrelid = c.oid
             where c.oid = ?::oid and c.relkind = 'p' and p.partdefid = 0""";

    private final DSLContext sql;
    private final boolean withoutDefault;
    private final Map<String, Record> columns;
    private final List<String> primaryKey;
    private final List<String> acrossItems;
    private final List<String> triggers;

    Shape(DSLContext sql, long oid) {
        this.sql = sql;
        this.withoutDefault = sql.fetchSingle(NO_DEFAULT, oid).get(0, Long.class) > 0;
        this.columns = sql.fetch(COLUMNS, oid).intoMap(r -> r.get("name", String.class));
        this.primaryKey = sql.fetch(PRIMARY_KEY, oid).getValues(0, String.class);
        this.acrossItems = sql.fetch(ACROSS_ITEMS, oid, oid).getValues(0, String.class);
        this.triggers = sql.fetch(TRIGGERS, oid).getValues(0, String.class);
    }

    /** One sentence each; none where the mapping can write it. */
    List<String> differences(RowTable wanted) {
        var differences = new ArrayList<String>();
        wanted.columns().forEach(column -> column(column, differences));
        var names = wanted.columns().stream().map(c -> c.name()).toList();
        columns.values().stream()
                .filter(c -> !names.contains(c.get("name", String.class)))
                .filter(c -> c.get("required", boolean.class) && !c.get("filled", boolean.class))
                .forEach(c ->
                        differences.add("Column %s is NOT NULL without a default, and the mapping does not fill it."
                                .formatted(c.get("name", String.class))));
        var key = wanted.key().stream().map(c -> c.name()).toList();
        if (!primaryKey.equals(key)) {
            differences.add("The primary key is (%s); (%s), not deferrable, is wanted."
                    .formatted(String.join(", ", primaryKey), String.join(", ", key)));
        }
        acrossItems.forEach(constraint -> differences.add(
                "There is %s: rows arrive in no order between items; add it again when the copy is done."
                        .formatted(constraint)));
        return differences;
    }

    private void column(RowTable.Column wanted, List<String> differences) {
        var column = columns.get(wanted.name());
        if (column == null) {
            differences.add("Column %s %s is missing."
                    .formatted(wanted.name(), wanted.type().ddl()));
            return;
        }
        var type = column.get("type", String.class);
        if (!printed(wanted.type()).equals(type)) {
            differences.add("Column %s is %s; %s is wanted."
                    .formatted(wanted.name(), type, wanted.type().cast()));
        } else if (wanted.type().ddl().endsWith("COLLATE \"C\"")
                && !"C".equals(column.get("collation", String.class))) {
            differences.add("Column %s has collation %s; \"C\" is wanted, so that its order is the source's."
                    .formatted(wanted.name(), column.get("collation", String.class)));
        }
        if (column.get("generated", boolean.class)) {
            differences.add("Column %s is generated; the mapping writes it.".formatted(wanted.name()));
        }
    }

    /** As format_type prints it: the long name, and the sizes that a type's name alone does not have. */
    private String printed(ColumnType type) {
        var name = sql.fetchSingle("select format_type(to_regtype(?), null)", type.cast())
                .get(0, String.class);
        int sizes = type.cast().indexOf('(');
        return sizes < 0 ? name : name + type.cast().substring(sizes);
    }

    /** What does no harm to the copy, but may surprise. */
    List<String> warnings(String table, RowTable wanted) {
        var warnings = new ArrayList<String>();
        wanted.columns().stream()
                .skip(wanted.keySize())
                .map(c -> columns.get(c.name()))
                .filter(c -> c != null && c.get("required", boolean.class))
                .forEach(c -> warnings.add("Column %s of %s is NOT NULL: items without it go to quarantine."
                        .formatted(c.get("name", String.class), table)));
        if (withoutDefault) {
            warnings.add("Table %s has no DEFAULT partition: items that fit none go to quarantine.".formatted(table));
        }
        triggers.forEach(
                trigger -> warnings.add("Trigger %s of %s runs for every row copied.".formatted(trigger, table)));
        return warnings;
    }
}
