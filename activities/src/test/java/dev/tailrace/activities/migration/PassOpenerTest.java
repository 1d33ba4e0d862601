package dev.tailrace.activities.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.activities.dynamodb.DynamoDbSource;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.workflows.table.TableActivities.Prepared;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

@Tag("stack")
@Timeout(60)
class PassOpenerTest {
    /** The first is held up while it makes its lanes, until the second waits for it. */
    @Test
    void twoAttemptsAtOnceOpenOnePass() throws Exception {
        var bench = new Bench();
        bench.run("create function hold() returns trigger language plpgsql as"
                + " $$ begin perform pg_advisory_xact_lock_shared(1, 1); return new; end $$");
        bench.run("create trigger hold before insert on tailrace.lane for each row execute function hold()");
        var table = withStream(bench.table, () -> {});
        try (var hold = bench.connection();
                var statement = hold.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statement.execute("select pg_advisory_xact_lock(1, 1)");
            var first = threads.submit(() -> open(table));
            untilWaiting(bench, 1);
            var second = threads.submit(() -> open(table));
            untilWaiting(bench, 2);
            hold.commit();
            assertThat(first.get(20, TimeUnit.SECONDS))
                    .isEqualTo(second.get(20, TimeUnit.SECONDS))
                    .returns(2, Prepared.Open::passNumber);
        }
    }

    @Test
    void aNewPassEmptiesAllPartitionsButNoTableThatInherits() throws Exception {
        var bench = new Bench();
        bench.run("create table mine () inherits (things)");
        bench.run("insert into things (grp, id) values ('g', 'a'), ('g', 'z')");
        bench.run("insert into mine (grp, id) values ('g', 'mine')");
        open(withStream(bench.table, () -> {}));
        assertThat(bench.rows()).containsOnlyKeys("g/mine");

        bench.run("drop table things cascade");
        bench.run(
                "create table things (grp text, id text, n integer, rest jsonb, primary key (grp, id)) partition by range (id)");
        bench.run("create table things_a partition of things for values from ('a') to ('b')");
        bench.run("create table things_default partition of things default");
        bench.run("insert into things (grp, id) values ('g', 'a'), ('g', 'z')");
        OpenAttempt.run(withStream(bench.table, () -> {}), 3, 1, "arn", EngineOptions.local());
        assertThat(bench.rows()).isEmpty();
    }

    @Test
    void aNewPassWaitsBrieflyForWhoeverReadsATargetAndHoldsUpNobodyElse() throws Exception {
        var bench = new Bench();
        bench.run("insert into things (grp, id) values ('g', 'a')");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var reader = bench.connection();
                var statement = reader.createStatement()) {
            statement.execute("select 1 from things");
            var opening = threads.submit(() -> open(withStream(bench.table, () -> {})));
            untilWaiting(bench, 1);
            long began = System.nanoTime();
            assertThat(bench.rows()).containsOnlyKeys("g/a");
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(5));
            var refused = catchThrowable(() -> opening.get(20, TimeUnit.SECONDS));
            assertThat(((Turn.Stalled) FailureClassifier.of(refused, "table Things"))
                            .problem()
                            .code())
                    .isEqualTo("TR-T015");
            assertThat(bench.one(Long.class, "select count(*) from pg_locks where not granted"))
                    .isZero();
            assertThat(bench.one(Boolean.class, "select closed_at is null from tailrace.pass"))
                    .isTrue();
            reader.rollback();
        }
        assertThat(open(withStream(bench.table, () -> {}))).returns(2, Prepared.Open::passNumber);
        assertThat(bench.rows()).isEmpty();
    }

    private static Prepared.Open open(LoadedTable table) throws Exception {
        return OpenAttempt.run(table, 2, 1, "arn", EngineOptions.local());
    }

    private static void untilWaiting(Bench bench, int backends) {
        while (bench.one(Integer.class, "select count(distinct pid)::int from pg_locks where not granted") < backends) {
            Thread.onSpinWait();
        }
    }

    /** As a barrier that is being raised, which wants the trail next. */
    @Test
    void aLateAttemptDoesNotWaitForWhoeverChangesThePass() throws Exception {
        var bench = new Bench();
        var listing = new CountDownLatch(1);
        var opened = new CountDownLatch(1);
        var late = withStream(bench.table, () -> {
            listing.countDown();
            awaitUnchecked(opened);
        });
        try (var raising = bench.connection();
                var statement = raising.createStatement();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var answer = threads.submit(() -> open(late));
            assertThat(listing.await(20, TimeUnit.SECONDS)).isTrue();
            var pass = open(withStream(bench.table, () -> {}));
            statement.execute("update tailrace.pass set barrier_at = now() where id = " + pass.passId());
            opened.countDown();
            assertThat(answer.get(20, TimeUnit.SECONDS)).isEqualTo(pass);
        }
    }

    private static void awaitUnchecked(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) {
                throw new IllegalStateException("No one opened the pass within 20 s");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static LoadedTable withStream(LoadedTable t, Runnable listed) {
        var streams = new DynamoDbStreamsClient() {
            @Override
            public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
                listed.run();
                return DescribeStreamResponse.builder()
                        .streamDescription(d -> d.shards(java.util.List.of()))
                        .build();
            }

            @Override
            public String serviceName() {
                return "dynamodb";
            }

            @Override
            public void close() {}
        };
        return new LoadedTable(
                t.id(),
                t.ref(),
                t.migration(),
                t.spec(),
                t.mapper(),
                t.capacity(),
                t.target(),
                new DynamoDbSource(t.ref().name(), t.keys(), ((DynamoDbSource) t.source()).tables(), streams));
    }
}
