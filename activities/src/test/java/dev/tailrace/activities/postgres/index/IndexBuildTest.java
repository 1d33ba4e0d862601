package dev.tailrace.activities.postgres.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.index.TargetIndex;
import dev.tailrace.mappers.mapping.TargetDdl;
import dev.tailrace.workflows.turn.Turn;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.ds.PGSimpleDataSource;

/** Indexes are built whatever came before, while writers go on, however often an attempt ends meanwhile. */
@Tag("stack")
@Timeout(60)
class IndexBuildTest {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();
    private static final TargetIndex INDEX = index("orders_by", "customer", "day");

    private final AtomicBoolean stop = new AtomicBoolean();
    private DataSource database;

    private static TargetIndex index(String name, String... columns) {
        var definition = TargetDdl.indexDefinition(List.of(columns), columns[0], List.of());
        return new TargetIndex("global index by", "public", "orders", name, List.of(columns), definition, true);
    }

    @BeforeEach
    void open() throws SQLException {
        database = Bench.database();
        run("create table orders (id int primary key, customer text, day date)");
        run("insert into orders select n, 'c' || n % 10, '2026-01-01' from generate_series(1, 1000) n");
    }

    private void run(String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Turn build(TargetIndex... indexes) throws Exception {
        return new IndexBuild(database, heartbeat()).run(List.of(indexes));
    }

    private Heartbeat heartbeat() {
        return new Heartbeat() {
            @Override
            public boolean stopRequested() {
                return stop.get();
            }

            @Override
            public void close() {}
        };
    }

    private IndexState state(TargetIndex index) throws SQLException {
        try (var connection = database.getConnection()) {
            return IndexState.of(DSL.using(connection, SQLDialect.POSTGRES), index);
        }
    }

    private List<String> indexes() throws SQLException {
        try (var connection = database.getConnection()) {
            return DSL.using(connection, SQLDialect.POSTGRES)
                    .fetch("select indexdef from pg_indexes where tablename = 'orders' and indexname <> 'orders_pkey'"
                            + " order by 1")
                    .getValues(0, String.class);
        }
    }

    private void await(IndexState wanted) throws Exception {
        while (state(INDEX) != wanted) {
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** A transaction that a build has to wait for. */
    private Connection writer() throws SQLException {
        var connection = database.getConnection();
        connection.setAutoCommit(false);
        connection.createStatement().execute("update orders set customer = 'x' where id = 1");
        return connection;
    }

    @Test
    void anIndexIsBuiltOnce() throws Exception {
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
        assertThat(indexes())
                .containsExactly("CREATE INDEX orders_by ON public.orders USING btree (customer, day)"
                        + " WHERE (customer IS NOT NULL)");
        assertThat(state(INDEX)).isEqualTo(IndexState.THERE);
    }

    @Test
    void oneThatSomebodyMadeServesIfItBeginsWithTheColumnsAndHasAllRows() throws Exception {
        run("create index theirs on orders (customer, day, id)");
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
        assertThat(indexes()).hasSize(1);
        run("drop index theirs");
        run("create index theirs on orders (customer, day) where id > 5");
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
        assertThat(indexes()).hasSize(2);
    }

    @Test
    void aPartitionedTablesIsBuiltOfThoseOfItsPartitionsBesideWriters() throws Exception {
        run("drop table orders");
        run("create table orders (id int, customer text, day date, primary key (id, day)) partition by range (day)");
        run("create table orders_jan partition of orders for values from ('2026-01-01') to ('2026-02-01')");
        run("create table orders_default partition of orders default");
        run("insert into orders select n, 'c' || n % 10, '2026-01-01'::date + n from generate_series(1, 1000) n");
        assertThat(state(INDEX)).isEqualTo(IndexState.PARTITIONED);
        run("create index \"orders_default_orders_by\" on orders_default (customer, day) where customer is not null");
        run("update pg_index set indisvalid = false where indexrelid = 'orders_default_orders_by'::regclass");
        run("create index theirs on orders_jan (customer, day)");
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
        assertThat(state(INDEX)).isEqualTo(IndexState.THERE);
        assertThat(indexes()).singleElement().asString().contains("ON ONLY public.orders USING btree (customer, day)");
        run("create table orders_feb partition of orders for values from ('2040-01-01') to ('2040-02-01')");
        assertThat(state(INDEX)).isEqualTo(IndexState.THERE);
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
    }

    @Test
    void partitionsOfPartitionsAreLeftToTheirOwner() throws Exception {
        run("drop table orders");
        run("create table orders (id int, customer text, day date, primary key (id, day)) partition by range (day)");
        run("create table orders_default partition of orders default partition by range (id)");
        assertThat(state(INDEX)).isEqualTo(IndexState.NOT_OURS);
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
    }

    @Test
    void anInvalidOneIsBuiltAnew() throws Exception {
        run(INDEX.ddl());
        run("update pg_index set indisvalid = false where indexrelid = 'orders_by'::regclass");
        assertThat(state(INDEX)).isEqualTo(IndexState.INVALID);
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
        assertThat(state(INDEX)).isEqualTo(IndexState.THERE);
    }

    @Test
    void whatAnotherIsBuildingIsWaitedForAndWritersGoOn() throws Exception {
        CompletableFuture<Turn> second;
        CompletableFuture<Turn> first;
        String oid;
        try (var writer = writer()) {
            first = CompletableFuture.supplyAsync(this::builds, THREADS);
            await(IndexState.UNDER_WAY);
            oid = oid();
            second = CompletableFuture.supplyAsync(this::builds, THREADS);
            run("set lock_timeout = '2s'; insert into orders values (0, 'new', null)");
            assertThat(first).isNotDone();
            writer.commit();
        }
        assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(new Turn.Done());
        assertThat(second.get(20, TimeUnit.SECONDS)).isEqualTo(new Turn.Done());
        assertThat(state(INDEX)).isEqualTo(IndexState.THERE);
        assertThat(oid()).as("no one built it again").isNotNull().isEqualTo(oid);
    }

    private String oid() throws Exception {
        try (var connection = database.getConnection()) {
            return DSL.using(connection, SQLDialect.POSTGRES)
                    .fetchSingle("select to_regclass('orders_by')::oid::text")
                    .get(0, String.class);
        }
    }

    private Turn builds() {
        try {
            return build(INDEX);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** As when an attempt's time is over, or its worker is stopped: of a build of hours nothing is lost. */
    @Test
    void aBuildOutlivesTheAttemptThatBeganIt() throws Exception {
        CompletableFuture<Turn> next;
        String backend;
        String oid;
        try (var writer = writer()) {
            var first = CompletableFuture.supplyAsync(this::builds, THREADS);
            await(IndexState.UNDER_WAY);
            stop.set(true);
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(new Turn.Yielded());
            backend = backend();
            oid = oid();
            stop.set(false);
            next = CompletableFuture.supplyAsync(this::builds, THREADS);
            run("set lock_timeout = '2s'; insert into orders values (0, 'new', null)");
            assertThat(next).isNotDone();
            assertThat(backend()).as("the backend at work").isEqualTo(backend);
            writer.commit();
        }
        assertThat(next.get(20, TimeUnit.SECONDS)).isEqualTo(new Turn.Done());
        assertThat(state(INDEX)).isEqualTo(IndexState.THERE);
        assertThat(oid()).as("no one built it again").isNotNull().isEqualTo(oid);
    }

    private String backend() throws SQLException {
        try (var connection = database.getConnection()) {
            return DSL.using(connection, SQLDialect.POSTGRES)
                    .fetchSingle("select string_agg(pid || ' ' || index_relid, ',') from pg_stat_progress_create_index")
                    .get(0, String.class);
        }
    }

    @Test
    void whatGivesUpTheTableEndsTheBuildThatRunsByItselfAndDropsWhatItLeaves() throws Exception {
        try (var writer = writer()) {
            var first = CompletableFuture.supplyAsync(this::builds, THREADS);
            await(IndexState.UNDER_WAY);
            stop.set(true);
            assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo(new Turn.Yielded());
            assertThat(RunningBuilds.cancel(database, "public", "orders")).isEqualTo(1);
            await(IndexState.INVALID);
            writer.commit();
        }
        run("create index theirs on orders (md5(customer))");
        run("update pg_index set indisvalid = false where indexrelid = 'theirs'::regclass");
        RunningBuilds.undo(database, "public", "orders", List.of(INDEX));
        RunningBuilds.undo(database, "public", "orders", List.of(INDEX));
        assertThat(indexes()).singleElement().asString().contains("theirs");
    }

    @Test
    void aBuildOfSomebodyElsesIsNotEnded() throws Exception {
        try (var writer = writer();
                var theirs = database.getConnection()) {
            var build = CompletableFuture.supplyAsync(() -> creates(theirs), THREADS);
            await(IndexState.UNDER_WAY);
            assertThat(RunningBuilds.cancel(database, "public", "orders")).isZero();
            writer.commit();
            assertThat(build.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static boolean creates(Connection connection) {
        try (var statement = connection.createStatement()) {
            statement.execute("create index concurrently theirs on orders (day)");
            return true;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aValueThatNoIndexTakesIsToldAndLeavesNothing() throws Exception {
        var random = new Random(1);
        var text = new StringBuilder();
        random.ints(6_000, 0x21, 0x7E).filter(c -> c != '\'').forEach(c -> text.append((char) c));
        run("insert into orders values (0, '" + text + "', null)");
        assertThat(build(INDEX)).isInstanceOfSatisfying(Turn.Blocked.class, blocked -> {
            assertThat(blocked.problem().code()).isEqualTo("TR-T010");
            assertThat(blocked.problem().what()).isEqualTo("index orders_by of public.orders (customer, day)");
        });
        assertThat(indexes()).isEmpty();
        run("create index orders_by on orders (md5(customer))");
        assertThat(build(INDEX)).isEqualTo(new Turn.Done());
    }

    @Test
    void aNameThatIsTakenIsTold() throws Exception {
        run("create table orders_by (id int)");
        assertThat(build(INDEX)).isInstanceOf(Turn.Blocked.class);
    }

    @Test
    void aTableOfAnotherRoleIsLeftToItsOwner() throws Exception {
        run("create role worker login");
        try {
            run("grant all on orders to worker");
            var source = database.unwrap(PGSimpleDataSource.class);
            var others = new PGSimpleDataSource();
            others.setUrl(source.getUrl());
            others.setUser("worker");
            assertThat(new IndexBuild(others, heartbeat()).run(List.of(INDEX))).isEqualTo(new Turn.Done());
            assertThat(indexes()).isEmpty();
        } finally {
            run("drop owned by worker; drop role worker");
        }
    }
}
