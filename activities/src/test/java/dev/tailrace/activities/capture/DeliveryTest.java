package dev.tailrace.activities.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.capture.fake.FakeTable;
import dev.tailrace.workflows.turn.Turn;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

/** Pages that come twice, late, empty, or not at all. */
@Tag("stack")
@Timeout(60)
class DeliveryTest {
    private final FakeTable source = new FakeTable(2, 2);
    private Migrating migrating;

    @BeforeEach
    void begin() throws Exception {
        migrating = new Migrating(source);
        migrating.copy();
    }

    @AfterEach
    void end() {
        migrating.close();
    }

    @Test
    void recordsThatComeAgainDoNotTakeAnItemBack() throws Exception {
        source.quirks().pageSize = 2;
        source.quirks().again = 0.8;
        for (int n = 0; n < 30; n++) {
            source.put("a", "g" + n, n);
            migrating.catchUp();
            assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        }
        assertThat(migrating.bench.one(Long.class, "select sum(applied) from tailrace.lane"))
                .isEqualTo(30);
    }

    @Test
    void sequenceNumbersOf40DigitsComeAfterThoseOf39() throws Exception {
        source.quirks().again = 0.5;
        for (int n = 0; n < 100; n++) {
            source.put("" + n % 5, "g", n);
            if (n % 10 == 0) {
                migrating.catchUp();
            }
        }
        migrating.catchUp();
        assertThat(migrating.positions().values()).allMatch(p -> p.length() == 40);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        assertThat(migrating.bench.one(Long.class, "select sum(applied) from tailrace.lane"))
                .isEqualTo(100);
    }

    @Test
    void anExpiredIteratorIsMadeAnewAtThePosition() throws Exception {
        source.quirks().pageSize = 3;
        var round = new int[1];
        migrating.turn(() -> {
            source.put("" + round[0] % 4, "g" + round[0] % 3, round[0]);
            source.streamClient().expireIterators();
            return ++round[0] > 50;
        });
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        assertThat(migrating.bench.one(Long.class, "select sum(applied) from tailrace.lane"))
                .isEqualTo(round[0]);
    }

    @Test
    void moreEmptyPagesThanATurnCanReadAreGotThrough() throws Exception {
        source.put("a", "g", 1);
        migrating.catchUp();
        source.quirks().emptyPages = 100;
        source.put("a", "g", 2);
        int turns = 0;
        while (!migrating.isCaughtUp()) {
            assertThat(migrating.rounds(30)).isEqualTo(new Turn.Yielded());
            assertThat(++turns).isLessThan(40);
        }
        assertThat(turns).isGreaterThan(3);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void anIteratorOfTheTurnBeforeMayHaveExpired() throws Exception {
        source.put("a", "g", 1);
        migrating.catchUp();
        source.quirks().emptyPages = 20;
        source.put("a", "g", 2);
        migrating.rounds(5);
        source.streamClient().expireIterators();
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void throttlesAndServerErrorsOfSomeReadsDoNotEndTheTurn() throws Exception {
        source.stream().split(0);
        migrating.catchUp();
        source.quirks().failures = 0.3;
        source.quirks().pageSize = 2;
        for (int n = 0; n < 200; n++) {
            source.put("" + n, "g", n);
        }
        int turns = 0;
        while (!migrating.isCaughtUp()) {
            assertThat(++turns)
                    .as("turns; about 15, and 100 if each failure ended one")
                    .isLessThan(50);
            readThroughFailures();
        }
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    /** Listing the shards fails now and then, and so does each of a few lanes at once. */
    private void readThroughFailures() throws Exception {
        try {
            migrating.turn(migrating::isCaughtUp);
        } catch (DynamoDbException passing) {
            assertThat(passing.statusCode()).isIn(400, 500);
        }
    }

    @Test
    void whatIsBehindAFullPageIsReadWhileThatIsApplied() throws Exception {
        whileAPageIsApplied(() -> {});
        migrating.catchUp();
        assertThat(source.streamClient().mostReadersOfAShard()).isEqualTo(1);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void whatWasReadAheadIsNotAppliedAfterAPause() throws Exception {
        migrating.attentive();
        whileAPageIsApplied(() -> migrating.bench.run("update tailrace.source_table set capture_paused = true"));
        assertThat(migrating.bench.one(Long.class, "select sum(applied) from tailrace.lane"))
                .isEqualTo(3);
        migrating.bench.run("update tailrace.source_table set capture_paused = false");
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    private interface Happening {
        void run() throws Exception;
    }

    /** A turn over pages of three records, of which the second has been read and the first is held up by a lock. */
    private void whileAPageIsApplied(Happening happening) throws Exception {
        source.quirks().pageSize = 3;
        for (int n = 0; n < 30; n++) {
            source.put("a", "g" + n, n);
        }
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var other = migrating.bench.connection()) {
            other.createStatement().execute("lock table things in exclusive mode");
            var turn = threads.submit(() -> migrating.turn(migrating::isCaughtUp));
            while (source.stream().openIds().stream()
                    .noneMatch(shard -> source.streamClient().reads(shard) == 2)) {
                assertThat(turn).isNotDone();
                assertThat(System.nanoTime()).isLessThan(limit);
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            assertThat(migrating.bench.one(Long.class, "select sum(applied) from tailrace.lane"))
                    .isZero();
            happening.run();
            other.rollback();
            assertThat(turn.get(1, TimeUnit.MINUTES)).isEqualTo(new Turn.Yielded());
        }
    }

    @Test
    void whatIsAskedAheadWithAnExpiredIteratorIsAskedAgain() throws Exception {
        source.quirks().pageSize = 3;
        source.quirks().latency = Duration.ofMillis(20);
        for (int n = 0; n < 30; n++) {
            source.put("a", "g" + n, n);
        }
        migrating.turn(() -> {
            source.streamClient().expireIterators();
            return migrating.isCaughtUp();
        });
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        assertThat(migrating.bench.one(Long.class, "select sum(applied) from tailrace.lane"))
                .isEqualTo(30);
    }

    @Test
    void aStreamThatAnswersNothingEndsTheTurn() throws Exception {
        migrating.catchUp();
        source.quirks().down = true;
        assertThatThrownBy(() -> migrating.turn(() -> false)).isInstanceOf(DynamoDbException.class);
        source.quirks().down = false;
        source.put("a", "g", 1);
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void aStreamTooSlowForLargePagesIsAskedForSmallerOnesAndForLargeOnesAgainWhenItIsQuick() throws Exception {
        migrating.poll(Duration.ofMillis(2));
        for (int n = 0; n < 900; n++) {
            source.put("a" + n % 7, "g" + n, n);
        }
        source.quirks().mostInTime = 20;
        migrating.catchUp();
        assertThat(migrating.table.capacity().records().most()).isLessThan(50);
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
        source.quirks().mostInTime = 1000;
        for (int n = 0; n < 4000; n++) {
            source.put("a", "g" + n, n);
        }
        migrating.catchUp();
        assertThat(migrating.table.capacity().records().most()).isEqualTo(1000);
    }

    @Test
    void aStreamThatDoesNotGiveOneRecordInTimeEndsTheTurn() throws Exception {
        migrating.catchUp();
        source.quirks().mostInTime = 0;
        // In each shard: one whose neighbour answers only rests.
        for (int n = 0; n < 40; n++) {
            source.put("a" + n, "g", n);
        }
        assertThatThrownBy(() -> migrating.turn(() -> false)).isInstanceOf(ApiCallTimeoutException.class);
        source.quirks().mostInTime = 1000;
        migrating.catchUp();
        assertThat(migrating.bench.rows()).isEqualTo(source.rows());
    }

    @Test
    void aShardIsReadByOneReaderAtATimeAndRestsWhenItHasNoMore() throws Exception {
        source.stream().split(0);
        migrating.poll(Duration.ofMillis(50));
        var round = new int[1];
        long began = System.nanoTime();
        migrating.turn(() -> {
            source.put("a", "g", round[0]);
            return ++round[0] > 40;
        });
        long polls = Duration.ofNanos(System.nanoTime() - began).dividedBy(Duration.ofMillis(50)) + 2;
        assertThat(source.streamClient().mostReadersOfAShard()).isEqualTo(1);
        assertThat(source.stream().openIds())
                .allMatch(s -> source.streamClient().reads(s) <= polls);
    }
}
