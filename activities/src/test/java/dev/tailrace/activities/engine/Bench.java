package dev.tailrace.activities.engine;

import dev.tailrace.activities.dynamodb.DynamoDbSource;
import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.file.MigrationSpec.Backfill;
import dev.tailrace.activities.file.MigrationSpec.MapperSpec;
import dev.tailrace.activities.file.MigrationSpec.TableSpec;
import dev.tailrace.activities.file.StoreSpec;
import dev.tailrace.activities.file.TargetOptions;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.ControlSchema;
import dev.tailrace.activities.lane.OperatorSettings;
import dev.tailrace.activities.lane.SourceCapacity;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapping.ColumnSpec;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import dev.tailrace.mappers.mapping.TargetDdl;
import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerificationOptions;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * A real Postgres with the control schema, one open pass with one segment and one shard lane, and a mapping that can move
 * keys: item id → row (grp, id).
 */
public final class Bench {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final MappingSpec MAPPING = new MappingSpec(
            List.of(new MappingSpec.Rule(
                    Map.of("id", MappingSpec.Condition.of("{id}")),
                    "things",
                    List.of("grp", "id"),
                    Map.of("grp", column("text"), "n", column("integer")),
                    "rest")),
            MappingSpec.Else.REFUSE);
    /** Of what a test waits for. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final String LOCKS_WAITED_FOR =
            "select count(*) from pg_locks where locktype = 'advisory' and not granted";

    private static EmbeddedPostgres server;

    public final DataSource pool;
    public final LoadedTable table;
    public long passId;

    public Bench() throws SQLException {
        this(null);
    }

    /** @param source null where the test reads nothing from the source */
    public Bench(DynamoDbClient source) throws SQLException {
        this(source, MAPPING);
        run("alter table things add constraint small check (n < 1000)");
    }

    /** @param mapping of a source table whose key is id */
    public Bench(DynamoDbClient source, MappingSpec mapping) throws SQLException {
        this(source, mapping, new KeySchema(new KeyAttribute("id", KeyType.S), null));
    }

    /** @param keys of the source table */
    Bench(DynamoDbClient source, MappingSpec mapping, KeySchema keys) throws SQLException {
        this(source, mapping, keys, Map.of());
    }

    /** @param source null where the test reads nothing from the source */
    public Bench(DynamoDbClient source, TargetOptions asked) throws SQLException {
        this(source, MAPPING, new KeySchema(new KeyAttribute("id", KeyType.S), null), Map.of("things", asked));
    }

    private Bench(DynamoDbClient source, MappingSpec mapping, KeySchema keys, Map<String, TargetOptions> asked)
            throws SQLException {
        pool = database();
        var mapper = ((Compiled.Ok) MappingCompiler.compile(mapping, keys)).mapper();
        var spec = new TableSpec(
                "Things",
                new MapperSpec.Rules(mapping),
                new Backfill(0.5, null, true, 1, 1),
                false,
                false,
                true,
                asked,
                2,
                VerificationOptions.FULL);
        var whole = new MigrationSpec(
                "bench",
                new StoreSpec.DynamoDb(null, null),
                new StoreSpec.Postgres("env:NONE", "public"),
                List.of(spec));
        var ref = new TableRef("bench", "Things", "env:NONE");
        try (var connection = pool.getConnection();
                var statement = connection.createStatement()) {
            for (var target : mapper.tables()) {
                for (var ddl : TargetDdl.createTable("public", target)) {
                    statement.execute(ddl);
                }
            }
            statement.execute(
                    "insert into tailrace.migration (name, workflow_id, file, digest) values ('bench', 'bench', '{}',"
                            + " 'x')");
            statement.execute("insert into tailrace.source_table (migration, name) values ('bench', 'Things')");
        }
        passId = openPass(1);
        var capacity = new SourceCapacity(new OperatorSettings(pool, 1, Duration.ofSeconds(1))::get);
        table = new LoadedTable(
                1, ref, whole, spec, mapper, capacity, pool, new DynamoDbSource(ref.name(), keys, source, null));
    }

    /** Item id → row grp: unique by the application's rule only (R6). */
    static MappingSpec owned() {
        return new MappingSpec(
                List.of(new MappingSpec.Rule(
                        Map.of(),
                        "things",
                        List.of("grp"),
                        Map.of("grp", column("text"), "id", column("text"), "n", column("integer")),
                        "rest",
                        null,
                        Map.of(),
                        true)),
                MappingSpec.Else.REFUSE);
    }

    /** A new database with the control schema. Its collation is not that of the keys. */
    public static DataSource database() throws SQLException {
        var name = "bench" + NUMBER.incrementAndGet();
        try (var connection = server().getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            statement.execute("create database " + name + " template template0 locale_provider icu icu_locale 'en'");
        }
        var database = server().getDatabase("postgres", name);
        ControlSchema.migrate(database);
        return database;
    }

    static ColumnSpec column(String type) {
        return new ColumnSpec(null, type, null);
    }

    private static synchronized EmbeddedPostgres server() {
        if (server == null) {
            try {
                server = EmbeddedPostgres.builder().start();
            } catch (IOException e) {
                throw new IllegalStateException("Cannot start Postgres", e);
            }
        }
        return server;
    }

    public long openPass(int number) throws SQLException {
        return Transaction.run(pool, Commit.PASS_OPENED, c -> {
            var sql = DSL.using(c, SQLDialect.POSTGRES);
            long id = sql.fetchSingle("""
                insert into tailrace.pass (table_id, number, segments, copy_window, stream_arn, consistent,
                                           estimated, opened_at)
                values (1, ?, 1, 1, 'arn', true, 0, now()) returning id\
                """, number).get(0, Long.class);
            for (var lane : List.of("segment/0,segment", "shard/a,shard", "purge,purge")) {
                sql.execute(
                        "insert into tailrace.lane (pass_id, name, kind) values (?, ?, ?)",
                        id,
                        lane.split(",")[0],
                        lane.split(",")[1]);
            }
            return id;
        });
    }

    /** A connection as an attempt has it. */
    public Connection connection() throws SQLException {
        var connection = pool.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }

    public <T> T one(Class<T> type, String query, Object... bindings) {
        return DSL.using(pool, SQLDialect.POSTGRES).fetchSingle(query, bindings).get(0, type);
    }

    /** Until a statement counts at least one. */
    void until(String count) {
        until(count, () -> one(Long.class, count) > 0);
    }

    /** Until a transaction waits for the barrier lock or a key's. */
    void untilALockIsWaitedFor() {
        until(LOCKS_WAITED_FOR);
    }

    /** The same, unless something ends first. */
    void untilALockIsWaitedForOr(Future<?> end) {
        until(LOCKS_WAITED_FOR, () -> end.isDone() || one(Long.class, LOCKS_WAITED_FOR) > 0);
    }

    private static void until(String what, BooleanSupplier holds) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!holds.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("It did not come to hold within " + LIMIT.toSeconds() + " s: " + what);
            }
            Thread.onSpinWait();
        }
    }

    public void run(String statement) {
        DSL.using(pool, SQLDialect.POSTGRES).execute(statement);
    }

    /** The target, as grp/id → n. */
    public Map<String, Integer> rows() {
        var rows = new TreeMap<String, Integer>();
        DSL.using(pool, SQLDialect.POSTGRES)
                .fetch("select grp || '/' || id, n from things")
                .forEach(r -> rows.put(r.get(0, String.class), r.get(1, Integer.class)));
        return rows;
    }
}
