package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.Gap;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** R13, where a table has many shards, while capture runs. */
@Tag("stack")
@Timeout(120)
class TokensTest {
    private static final int SHARDS = 200;

    /** What a token may take to be seen in every shard. */
    private static final Duration IN_TIME = Duration.ofSeconds(10);

    /** Each shard's keys that are kept. */
    private static final int KEPT = 4;

    private final FakeTable source = new FakeTable(5, SHARDS);
    private final AtomicBoolean enough = new AtomicBoolean();
    private Migrating migrating;
    private Future<Turn> capture;

    @BeforeEach
    void capture() throws Exception {
        migrating = new Migrating(source).poll(Duration.ofMillis(50));
        migrating.copy();
        // As over a network.
        source.quirks().writeLatency = Duration.ofMillis(20);
        var threads = Executors.newVirtualThreadPerTaskExecutor();
        capture = threads.submit(() -> migrating.turn(enough::get));
        threads.shutdown();
    }

    @AfterEach
    void stop() throws Exception {
        enough.set(true);
        capture.get(30, TimeUnit.SECONDS);
        migrating.close();
    }

    @Test
    void aTokenComesToEveryShardInTimeAndNoneIsLeftByAnAbort() throws Exception {
        var first = arrives();
        var second = arrives();
        System.out.printf(
                "%d shards: the first token took %d ms, the next %d ms%n", SHARDS, first.toMillis(), second.toMillis());
        assertThat(first).isLessThan(IN_TIME);
        assertThat(second).isLessThan(IN_TIME);
        assertThat(source.tokens()).isEqualTo(keys()).isBetween(SHARDS, KEPT * SHARDS);

        enough.set(true);
        assertThat(capture.get(30, TimeUnit.SECONDS)).isEqualTo(new Turn.Yielded());
        Transaction.run(
                migrating.bench.pool,
                Commit.PASS_CLOSED,
                c -> Passes.close(DSL.using(c, SQLDialect.POSTGRES), migrating.pass.id()));
        Tokens.remove(migrating.table);
        assertThat(source.tokens()).isZero();
        assertThat(keys()).isZero();
        Tokens.send(migrating.table, migrating.pass);
        assertThat(source.tokens()).as("written after the abort").isZero();
    }

    @Test
    void childrenTakeTheirParentsKeysAndNothingPilesUp() throws Exception {
        arrives();
        arrives();
        migrating.bench.run("create table before_rolls as select source_key from tailrace.token_key");
        for (int n = 0; n < 3; n++) {
            source.stream().roll();
            arrives();
        }
        assertThat(source.tokens()).isEqualTo(keys()).isLessThanOrEqualTo(KEPT * SHARDS);
        assertThat(migrating.bench.one(
                        Integer.class,
                        "select count(*)::int from tailrace.token_key"
                                + " where source_key not in (select source_key from before_rolls)"))
                .as("new keys")
                .isZero();
    }

    @Test
    void aSplitIsFollowed() throws Exception {
        arrives();
        source.stream().split(0);
        source.stream().split(17);
        arrives();
    }

    @Test
    void aKeyThatCouldNotBeWrittenIsForgotten() throws Exception {
        source.quirks().refusesWrites = true;
        assertThatThrownBy(() -> Tokens.send(migrating.table, migrating.pass)).isInstanceOf(DynamoDbException.class);
        assertThat(keys()).isZero();
        source.quirks().refusesWrites = false;
        arrives();
    }

    /** A client that was closed meanwhile throws so. */
    @Test
    void aTokenWhoseDeletionWentWrongIsNotForgotten() throws Exception {
        arrives();
        source.quirks().closedToDeletes = true;
        assertThatThrownBy(() -> Tokens.remove(migrating.table)).isInstanceOf(IllegalStateException.class);
        assertThat(keys()).isEqualTo(source.tokens()).isPositive();
        source.quirks().closedToDeletes = false;
        Tokens.remove(migrating.table);
        assertThat(source.tokens()).isZero();
    }

    /** As many as an attempt leaves that dies before its puts. */
    @Test
    void keysThatNobodyEverSeesDoNotStopNewOnesAndGo() throws Exception {
        migrating.bench.run("insert into tailrace.token_key (table_id, source_key)"
                + " select 1, '{\"id\":{\"S\":\"_tailrace_token#' || n || '\"}}' from generate_series(1, 2000) n");
        arrives();
        arrives();
        assertThat(source.tokens()).isEqualTo(keys()).isLessThanOrEqualTo(KEPT * SHARDS);
    }

    private int keys() {
        return migrating.bench.one(Integer.class, "select count(*)::int from tailrace.token_key");
    }

    /** Returns how long it took; fails if that is a minute, or capture ends meanwhile. */
    private Duration arrives() throws SQLException, Gap {
        long began = System.nanoTime();
        long token = Tokens.send(migrating.table, migrating.pass);
        while (Tokens.missing(migrating.table, migrating.pass, token) > 0) {
            assertThat(capture).isNotDone();
            assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(60));
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
