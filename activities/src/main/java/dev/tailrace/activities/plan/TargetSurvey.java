package dev.tailrace.activities.plan;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.index.IndexPlan;
import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.plugin.TableMapper;
import dev.tailrace.activities.postgres.ddl.ObjectsSql;
import dev.tailrace.activities.postgres.ddl.PartitionSql;
import dev.tailrace.activities.postgres.index.IndexState;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.Identifiers;
import dev.tailrace.mappers.mapping.RowLimit;
import dev.tailrace.mappers.mapping.TableKind;
import dev.tailrace.mappers.mapping.TargetDdl;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.exception.DataAccessException;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/** Reads what the plan needs to know of the target, in one read-only transaction. Good for one table. */
final class TargetSurvey {
    private final MigrationSpec migration;
    private final TableSpec source;
    private final IndexPlan indexPlan;
    private final List<Problem> problems;
    private final List<TargetIndex> indexes = new ArrayList<>();
    private final List<String> indexesLeft = new ArrayList<>();
    private final List<TablePlan.Target> targets = new ArrayList<>();
    private final List<String> ddl = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final LaterStatements later;

    /**
     * @param source the source table
     * @param indexes that the target may get
     * @param problems where problems are added
     */
    TargetSurvey(MigrationSpec migration, TableSpec source, IndexPlan indexes, List<Problem> problems) {
        this.migration = migration;
        this.source = source;
        this.indexPlan = indexes;
        this.problems = problems;
        this.later = new LaterStatements(migration.postgres().schema());
    }

    /** What Tailrace does not run. */
    TablePlan.Later later() {
        return later.later();
    }

    List<TablePlan.Target> targets() {
        return targets;
    }

    List<String> ddl() {
        return ddl;
    }

    /** To be built. */
    List<TargetIndex> indexes() {
        return indexes;
    }

    /** Those of the source that no one builds, a sentence each. */
    List<String> indexesLeft() {
        return indexesLeft;
    }

    List<String> warnings() {
        return warnings;
    }

    /** @param mapping null where it could not be compiled: then the database alone is looked at */
    void survey(DataSource database, @Nullable TableMapper mapping) {
        try {
            Transaction.snapshot(database, connection -> {
                survey(DSL.using(connection, SQLDialect.POSTGRES), mapping);
                return problems;
            });
        } catch (SQLException | DataAccessException e) {
            problems.add(FailureClassifier.problem(
                    e, "target " + migration.postgres().database().shown()));
            if (mapping != null) {
                unseen(mapping);
            }
        }
    }

    /** What the mapping makes, of a database that cannot be asked. */
    private void unseen(TableMapper mapping) {
        targets.clear();
        ddl.clear();
        mapping.kinds().forEach(kind -> targets.add(target(mapping, kind, TablePlan.Target.State.UNKNOWN)));
    }

    private TablePlan.Target target(TableMapper mapping, TableKind kind, TablePlan.Target.State state) {
        var table = table(mapping, kind.table());
        var columns = new ArrayList<TablePlan.Column>();
        for (int i = 0; i < table.columns().size(); i++) {
            var column = table.columns().get(i);
            columns.add(new TablePlan.Column(column.name(), column.type().ddl(), i < table.keySize(), column.from()));
        }
        return new TablePlan.Target(
                migration.postgres().schema(),
                table.name(),
                kind.kind(),
                kind.reason(),
                mapping.reversibilities().stream()
                        .filter(r -> r.table().equals(kind.table()))
                        .findFirst()
                        .orElseThrow()
                        .losses(),
                limits(mapping, kind),
                state,
                columns);
    }

    private static RowTable table(TableMapper mapping, String name) {
        return mapping.mapper().tables().stream()
                .filter(t -> t.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<RowLimit> limits(TableMapper mapping, TableKind kind) {
        return mapping.limits().stream()
                .filter(limit -> limit.table().equals(kind.table()))
                .toList();
    }

    private void survey(DSLContext sql, @Nullable TableMapper mapping) {
        var schema = migration.postgres().schema();
        var check = new DatabaseCheck(sql, schema);
        problems.addAll(check.unfit());
        if (mapping == null) {
            problems.addAll(check.lacks(false));
            return;
        }
        for (var kind : mapping.kinds()) {
            var table = table(mapping, kind.table());
            targets.add(target(mapping, kind, survey(sql, schema, table, limits(mapping, kind))));
        }
        boolean creates = !ddl.isEmpty();
        problems.addAll(check.lacks(creates));
        if (creates && !check.schemaExists()) {
            ddl.addFirst("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quote(schema));
        }
        indexesLeft.addAll(indexPlan.left());
        indexPlan.indexes().forEach(index -> index(sql, index));
    }

    private void index(DSLContext sql, TargetIndex index) {
        if (!source.indexes()) {
            indexesLeft.add("The %s: the file says indexes: false. %s".formatted(index.source(), index.ddl()));
            return;
        }
        switch (IndexState.of(sql, index)) {
            case ABSENT, INVALID, UNDER_WAY ->
                indexes.add(source.options(index.table()).partition() == null ? index : index.onPartitions());
            case PARTITIONED -> indexes.add(index.onPartitions());
            case THERE -> {}
            case NOT_OURS ->
                indexesLeft.add("The %s: the table's owner has to build it. %s".formatted(index.source(), index.ddl()));
            case TAKEN ->
                indexesLeft.add(
                        "The %s: something else in the schema is named %s.".formatted(index.source(), index.name()));
        }
    }

    private TablePlan.Target.State survey(DSLContext sql, String schema, RowTable table, List<RowLimit> limits) {
        var existing = new ExistingTable(sql, schema, table);
        var options = source.options(table.name());
        problems.addAll(existing.problems(migration.name(), source.from()));
        warnings.addAll(existing.warnings());
        var checks = limits.stream()
                .map(RowLimit::check)
                .filter(check -> options.checks() && check != null)
                .toList();
        if (existing.state() == TablePlan.Target.State.ABSENT) {
            create(sql, schema, table, options, checks);
        } else if (options.partition() != null && !existing.isPartitioned()) {
            warnings.add("Table %s is there and not partitioned: it stays as it is.".formatted(table.name()));
        }
        options.pointers()
                .forEach(column -> warnings.add(
                        "Column %s of %s points to S3: the object stays there, and changes of the object alone are not seen."
                                .formatted(column, table.name())));
        if (options.objects() != null) {
            objects(sql, schema, table, options.objects(), existing.state());
        }
        later.add(table, options, existing.state() == TablePlan.Target.State.EMPTY ? checks : List.of());
        return existing.state();
    }

    private void objects(
            DSLContext sql, String schema, RowTable table, TargetOptions.Objects asked, TablePlan.Target.State state) {
        var made = new ObjectsTable(sql, schema, table.name());
        problems.addAll(made.problems());
        ddl.addAll(made.ddl());
        asked.of().forEach(column -> {
            var index = ObjectsSql.index(schema, table.name(), column);
            if (state == TablePlan.Target.State.ABSENT) {
                ddl.add(index);
            } else if (!made.hasIndex(column)) {
                warnings.add(
                        "Pointers of column %s are looked for in all of %s, time and again. With this they are not: %s"
                                .formatted(column, table.name(), index));
            }
            warnings.add(
                    "Objects that column %s of %s points to are read into %s, each once: changes of the object alone are not seen."
                            .formatted(column, table.name(), TargetOptions.Objects.tableOf(table.name())));
        });
    }

    private void create(DSLContext sql, String schema, RowTable table, TargetOptions options, List<String> checks) {
        var partition = options.partition();
        ddl.addAll(TargetDdl.createTable(schema, table, checks, partition == null ? null : partition.of()));
        if (partition != null) {
            ddl.addAll(PartitionSql.partitions(schema, table, partition));
            var rest = PartitionSql.defaultName(schema, table);
            if (sql.fetchSingle("select to_regclass(?) is not null", rest).get(0, boolean.class)) {
                problems.add(Problem.of(Code.T004, "table " + rest, "The DEFAULT partition is to have that name."));
            }
            warnings.add(
                    "Table %s: rows outside of its partitions are in the DEFAULT one. Before they begin, those of coming days: %s"
                            .formatted(table.name(), PartitionSql.call(schema, table)));
        }
    }
}
