package dev.tailrace.activities.postgres.guard;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Ownership;
import dev.tailrace.activities.lane.Ownership.Owner;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.postgresql.ds.PGSimpleDataSource;

/** A bench whose engine is no superuser, and an application that may write the target tables and nothing else. */
final class Guarded {
    /** Of what a test waits for. */
    private static final Duration LIMIT = Duration.ofSeconds(30);

    static final String APPLICATION = "application";
    private static final String ENGINE = "engine";

    private static final String GIVE_AWAY = """
            do $$
            declare
              thing record;
            begin
              for thing in select c.oid::regclass as name, c.relkind from pg_class c
                            where c.relnamespace in ('tailrace'::regnamespace, 'public'::regnamespace) and c.relkind in ('r', 'p') loop
                execute format('alter table %s owner to engine', thing.name);
              end loop;
              for thing in select p.oid::regprocedure as name from pg_proc p where p.pronamespace = 'tailrace'::regnamespace loop
                execute format('alter function %s owner to engine', thing.name);
              end loop;
              for thing in select c.oid::regclass as name from pg_class c
                            where c.relnamespace = 'tailrace'::regnamespace and c.relkind = 'S'
                              and not exists (select from pg_depend d where d.objid = c.oid and d.deptype in ('a', 'i')) loop
                execute format('alter sequence %s owner to engine', thing.name);
              end loop;
              alter schema tailrace owner to engine;
              alter schema public owner to engine;
            end $$""";

    /** As a superuser. */
    final Bench bench;
    /** As the engine's role. */
    final PGSimpleDataSource engine;

    final LoadedTable table;

    Guarded() throws SQLException {
        this(new Bench());
    }

    Guarded(MappingSpec mapping) throws SQLException {
        this(new Bench(null, mapping));
    }

    private Guarded(Bench bench) throws SQLException {
        this.bench = bench;
        for (var role : List.of(ENGINE, APPLICATION)) {
            bench.run(
                    "do $$ begin create role %s login; exception when duplicate_object or unique_violation then null; end $$"
                            .formatted(role));
        }
        bench.run(GIVE_AWAY);
        engine = as(ENGINE);
        engine.setApplicationName("tailrace");
        var made = bench.table;
        table = new LoadedTable(
                made.id(),
                made.ref(),
                made.migration(),
                made.spec(),
                made.mapper(),
                made.capacity(),
                engine,
                made.source());
        grant();
    }

    /** The application may read and write all target tables that are there. */
    void grant() throws SQLException {
        engine("grant select, insert, update, delete on all tables in schema public to application");
    }

    PGSimpleDataSource as(String role) throws SQLException {
        var given = bench.pool.unwrap(PGSimpleDataSource.class);
        var other = new PGSimpleDataSource();
        other.setServerNames(given.getServerNames());
        other.setPortNumbers(given.getPortNumbers());
        other.setDatabaseName(given.getDatabaseName());
        other.setUser(role);
        return other;
    }

    Guarded arm() throws SQLException {
        Guard.arm(table);
        return this;
    }

    /** Armed, and the data is the owner's. */
    Guarded armed(Owner owner) throws SQLException {
        arm();
        give(owner);
        return this;
    }

    /** As a switch does. */
    void give(Owner owner) throws SQLException {
        Transaction.run(engine, Commit.VERB_RECORDED, connection -> {
            change(connection, owner);
            return owner;
        });
    }

    /** In a transaction that the caller ends. */
    void change(Connection connection, Owner owner) throws SQLException {
        Ownership.lock(connection, List.of(table.id()));
        execute(
                connection,
                "update tailrace.ownership set owner = '%s', recording = %s where table_id = %d"
                        .formatted(owner, owner != Owner.SOURCE, table.id()));
    }

    /** Statements of the application, each in a transaction of its own. */
    void application(String... statements) throws SQLException {
        by(as(APPLICATION), statements);
    }

    /** Statements of the engine's role that are not the engine's transactions, as of an operator. */
    void engine(String... statements) throws SQLException {
        by(engine, statements);
    }

    /** A transaction of the engine. */
    void copied(String statement) throws SQLException {
        Transaction.run(engine, Commit.PAGE_COPIED, connection -> {
            execute(connection, statement);
            return statement;
        });
    }

    static void by(PGSimpleDataSource who, String... statements) throws SQLException {
        try (var connection = who.getConnection()) {
            for (var statement : statements) {
                execute(connection, statement);
            }
        }
    }

    static void execute(Connection connection, String statement) throws SQLException {
        try (var prepared = connection.createStatement()) {
            prepared.execute(statement);
        }
    }

    /** An open transaction of the application. */
    Connection begin(int isolation) throws SQLException {
        var connection = as(APPLICATION).getConnection();
        connection.setTransactionIsolation(isolation);
        connection.setAutoCommit(false);
        return connection;
    }

    /** In order, as old key → new key. */
    List<String> outbox() {
        return DSL.using(bench.pool, SQLDialect.POSTGRES)
                .fetch(
                        "select coalesce(old_key::text, '') || ' → ' || coalesce(new_key::text, '') from tailrace.outbox order by id")
                .getValues(0, String.class);
    }

    GuardState state() throws SQLException {
        return Transaction.read(engine, connection -> GuardState.read(connection, table));
    }

    /** Runs beside the test. */
    static <T> FutureTask<T> start(Callable<T> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    /** Until someone waits for an advisory lock. */
    void untilALockIsWaitedFor() {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (bench.one(
                        Long.class,
                        "select count(*) from pg_locks l where l.locktype = 'advisory' and not l.granted"
                                + " and l.database = (select oid from pg_database where datname = current_database())")
                == 0) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Nobody waits for a lock.");
            }
            Thread.onSpinWait();
        }
    }
}
