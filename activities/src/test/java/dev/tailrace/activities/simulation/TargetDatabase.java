package dev.tailrace.activities.simulation;

import dev.tailrace.activities.dynamodb.DynamoDbSource;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.Backfill;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.SourceCapacity;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.MappingSpec.Collect;
import dev.tailrace.mappers.mapping.MappingSpec.Condition;
import dev.tailrace.mappers.mapping.MappingSpec.Rule;
import dev.tailrace.mappers.mapping.TargetDdl;
import dev.tailrace.workflows.table.TableRef;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jooq.DSLContext;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/**
 * A real database for one schedule after another. An item's row lives in one of two tables, at (grp, id); where a schedule is
 * about owned tables, in place of the one in shared, at (grp) alone.
 */
final class TargetDatabase {
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final MappingSpec MAPPING =
            new MappingSpec(List.of(rule("THINGS", "things"), rule("OTHERS", "others")), MappingSpec.Else.SKIP);
    private static final MappingSpec OWNED = new MappingSpec(
            List.of(
                    new Rule(
                            Map.of("place", Condition.of("THINGS")),
                            "shared",
                            List.of("grp"),
                            Map.of("grp", column("text"), "id", column("text"), "n", column("integer")),
                            null,
                            null,
                            Map.of(),
                            true),
                    rule("OTHERS", "others")),
            MappingSpec.Else.SKIP);

    private static final KeySchema PART_KEYS =
            new KeySchema(new KeyAttribute("doc", KeyType.S), new KeyAttribute("part", KeyType.S));
    private static final MappingSpec COLLECTION = new MappingSpec(
            List.of(new Rule(
                    Map.of("part", Condition.of("chunk#{n:int}")),
                    "documents",
                    List.of("doc"),
                    Map.of("body", new ColumnSpec("data", "text", null)),
                    "rest",
                    null,
                    Map.of(),
                    false,
                    new Collect("n", 0, "parts", "data", List.of()))),
            MappingSpec.Else.SKIP);

    private final DataSource database = Bench.database();
    private final DSLContext sql;
    private final Locks locks;
    private final SteppedPool pool = new SteppedPool(database);
    private static final OperatorSettings.Current UNLIMITED = new OperatorSettings.Current(false, false, 0, null, 0);

    private final Mapper mapper = compiled(MAPPING, KEYS);
    private final Mapper owned = compiled(OWNED, KEYS);
    private final Mapper collection = compiled(COLLECTION, PART_KEYS);

    TargetDatabase() throws SQLException {
        var own = database.getConnection();
        sql = DSL.using(own, SQLDialect.POSTGRES);
        locks = new Locks(database.getConnection());
        var targets = new TreeMap<String, RowTable>();
        mapper.tables().forEach(t -> targets.put(t.name(), t));
        owned.tables().forEach(t -> targets.put(t.name(), t));
        TargetDdl.createTable("public", collection.tables().getFirst()).forEach(sql::execute);
        sql.execute("alter table documents add constraint text_documents check (body !~ '" + Version.REFUSED + "')");
        for (var target : targets.values()) {
            TargetDdl.createTable("public", target).forEach(sql::execute);
            sql.execute("alter table " + target.name() + " add constraint small_" + target.name() + " check (n < "
                    + Version.TOO_LARGE + ")");
        }
        quiet(own);
        sql.execute(
                "insert into tailrace.migration (name, workflow_id, file, digest) values ('sim', 'sim', '{}', 'x')");
        sql.execute("insert into tailrace.source_table (migration, name) values ('sim', 'Things')");
    }

    private static Mapper compiled(MappingSpec mapping, KeySchema keys) {
        return ((Compiled.Ok) MappingCompiler.compile(mapping, keys)).mapper();
    }

    private static ColumnSpec column(String type) {
        return new ColumnSpec(null, type, null);
    }

    private static Rule rule(String place, String table) {
        return new Rule(
                Map.of("id", Condition.of("{id}"), "place", Condition.of(place)),
                table,
                List.of("grp", "id"),
                Map.of("grp", column("text"), "n", column("integer")),
                null);
    }

    /** No disk, and no vacuum that would take locks of its own. */
    private static void quiet(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("""
                do $$ begin
                  execute format('alter database %I set synchronous_commit = off', current_database());
                  execute (select string_agg(format('alter table %I.%I set (autovacuum_enabled = false)',
                                                    schemaname, tablename), '; ')
                             from pg_tables where schemaname in ('tailrace', 'public'));
                  -- Each schedule begins with an empty trail.
                  alter table tailrace.audit disable trigger audit_stands;
                end $$\
                """);
        }
    }

    Locks locks() {
        return locks;
    }

    /** Forgets the schedule before. */
    void empty() {
        sql.execute("""
            delete from tailrace.tombstone; delete from tailrace.quarantine; delete from tailrace.lane;
            delete from tailrace.pass; delete from tailrace.audit; delete from tailrace.target_table;
            delete from tailrace.claim; delete from tailrace.dirty;
            delete from things; delete from others; delete from shared; delete from documents\
            """);
    }

    /** The table as an attempt has it. */
    LoadedTable table(Truth truth, Actor actor) {
        var backfill = new Backfill(0.5, null, actor.plan().consistent(), null, null);
        var kind = actor.plan().kind();
        var mapping = kind.collects() ? COLLECTION : kind.owned() ? OWNED : MAPPING;
        var spec = new TableSpec("Things", mapping, backfill, false, false, Integer.MAX_VALUE);
        var whole = new MigrationSpec(
                "sim", new StoreSpec.DynamoDb(null, null), new StoreSpec.Postgres("env:NONE", "public"), List.of(spec));
        return new LoadedTable(
                1,
                new TableRef("sim", "Things", "env:NONE"),
                whole,
                spec,
                kind.collects() ? collection : kind.owned() ? owned : mapper,
                new SourceCapacity(() -> UNLIMITED),
                pool,
                new DynamoDbSource(
                        "Things",
                        kind.collects() ? PART_KEYS : KEYS,
                        new SimulatedTable(truth, actor),
                        new SimulatedStreams(truth, actor)));
    }

    /** A day passes for all passes. False: not now, since someone holds one. */
    boolean age() {
        int aged = sql.execute("""
            update tailrace.pass set opened_at = opened_at - interval '25 hours'
             where (select count(*) from (select 1 from tailrace.pass for update skip locked) p)
                   = (select count(*) from tailrace.pass)\
            """);
        return aged > 0;
    }

    /** table/grp/id → n. */
    Map<String, Integer> rows() {
        var rows = new TreeMap<String, Integer>();
        sql.fetch("select 'things/' || grp || '/' || id, n from things union all select 'others/' || grp || '/'"
                        + " || id, n from others union all select 'things/' || grp || '/' || id, n from shared"
                        + " union all select 'documents/' || doc, body::int from documents")
                .forEach(r -> rows.put(r.get(0, String.class), r.get(1, Integer.class)));
        return rows;
    }

    List<String> tombstones() {
        return sql.fetch("select target || '/' || array_to_string(key, '/') from tailrace.tombstone t"
                        + " join tailrace.pass p on p.id = t.pass_id where p.closed_at is null")
                .getValues(0, String.class);
    }

    /** Keys of the open pass that no one has resolved. */
    List<String> dirty() {
        return sql.fetch(
                        "select array_to_string(key, '/') from tailrace.dirty d join tailrace.pass p on p.id = d.pass_id"
                                + " where p.closed_at is null")
                .getValues(0, String.class);
    }

    /** The ids of what the open pass has in quarantine. */
    List<String> quarantined() {
        return sql.fetch(
                        "select coalesce(q.source_key::json #>> '{id,S}', substr(q.source_key::json #>> '{part,S}', 7))"
                                + " from tailrace.quarantine q"
                                + " join tailrace.pass p on p.id = q.pass_id where p.closed_at is null order by 1")
                .getValues(0, String.class);
    }

    /**
     * A shard's lane of the open pass.
     *
     * @param fresh it may still begin at whatever the shard has: it is not older than the stream's retention
     */
    record ShardLane(@Nullable String position, boolean done, boolean fresh) {}

    Map<String, ShardLane> shardLanes() {
        var lanes = new TreeMap<String, ShardLane>();
        sql.fetch("""
            select substr(l.name, 7), l.position, l.done,
                   l.starting_sequence is null and p.opened_at > now() - interval '24 hours'
              from tailrace.lane l join tailrace.pass p on p.id = l.pass_id
             where l.kind = 'shard' and p.closed_at is null\
            """)
                .forEach(r -> lanes.put(
                        r.get(0, String.class),
                        new ShardLane(r.get(1, String.class), r.get(2, Boolean.class), r.get(3, Boolean.class))));
        return lanes;
    }
}
