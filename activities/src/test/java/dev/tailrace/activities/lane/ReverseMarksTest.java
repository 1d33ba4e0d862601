package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.engine.Items;
import dev.tailrace.activities.lane.ReverseMarks.Mark;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.mapper.Digests;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Marks and their numbers (R14). */
@Tag("stack")
@Timeout(60)
class ReverseMarksTest {
    private static final long PASS = 7;

    private Bench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new Bench();
    }

    private static String key(String id) {
        return DynamoJson.write(Items.key(id));
    }

    private void mark(String... ids) throws SQLException {
        var keys = Stream.of(ids).map(ReverseMarksTest::key).toList();
        Transaction.run(bench.pool, Commit.CHANGES_ROUTED, c -> {
            ReverseMarks.mark(c, PASS, keys);
            return keys;
        });
    }

    private List<Mark> marks(String... but) throws SQLException {
        var left = Stream.of(but).map(id -> Digests.sourceKey(Items.key(id))).toList();
        var all = new ArrayList<Mark>();
        for (int lane = 0; lane < Reverse.LANES; lane++) {
            all.addAll(next(lane, 100, left));
        }
        return all;
    }

    private List<Mark> next(int lane, int most, Collection<String> but) throws SQLException {
        return Transaction.read(bench.pool, c -> ReverseMarks.next(c, PASS, lane, most, but));
    }

    private int clear(Collection<Mark> marks) throws SQLException {
        return Transaction.run(bench.pool, Commit.KEYS_WRITTEN_BACK, c -> ReverseMarks.clear(c, PASS, marks));
    }

    private long count() throws SQLException {
        return Transaction.read(bench.pool, c -> ReverseMarks.count(c, PASS));
    }

    @Test
    void aKeyThatWasMarkedAgainAfterTheQuestionStays() throws Exception {
        mark("a", "b");
        var asked = marks();
        mark("b", "c");
        assertThat(clear(asked)).isEqualTo(1);
        assertThat(marks()).extracting(Mark::sourceKey).containsExactlyInAnyOrder(key("b"), key("c"));
        assertThat(clear(marks())).isEqualTo(2);
        assertThat(count()).isZero();
    }

    /** R14: what is being marked while a mark is cleared has another number, though it is not committed yet. */
    @Test
    void aMarkingThatIsUnderWayIsWaitedForAndStays() throws Exception {
        mark("a");
        var asked = marks();
        try (var marking = bench.connection();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Transaction.begin(marking);
            ReverseMarks.mark(marking, PASS, List.of(key("a")));
            var cleared = threads.submit(() -> clear(asked));
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (bench.one(Long.class, "select count(*) from pg_locks where not granted") == 0
                    && System.nanoTime() < end) {
                Thread.onSpinWait();
            }
            marking.commit();
            assertThat(cleared.get(20, TimeUnit.SECONDS)).isZero();
        }
        assertThat(marks()).hasSize(1).doesNotContainAnyElementsOf(asked);
    }

    private Optional<Duration> oldest() throws SQLException {
        return Transaction.read(bench.pool, c -> ReverseMarks.oldest(c, PASS));
    }

    @Test
    void itsTimeIsThatOfTheFirstMarkingThatWasNotAskedFor() throws Exception {
        assertThat(oldest()).isEmpty();
        mark("a");
        bench.run("update tailrace.reverse_mark set marked_at = marked_at - interval '1 hour'");
        mark("a");
        assertThat(oldest().orElseThrow()).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(61));
    }

    @Test
    void eachKeyIsOfOneLaneAndThoseOfTheLowestNumbersComeFirst() throws Exception {
        var ids = IntStream.range(0, 200).mapToObj(i -> "k" + i).toArray(String[]::new);
        mark(ids);
        mark(ids[3]);
        var lane = Reverse.laneOf(Digests.sourceKey(Items.key(ids[3])));
        var all = next(lane, 100, List.of());
        assertThat(all.getLast().sourceKey()).isEqualTo(key(ids[3]));
        assertThat(all).extracting(Mark::number).isSorted();
        assertThat(next(lane, 2, List.of())).isEqualTo(all.subList(0, 2));
        assertThat(marks()).extracting(Mark::sourceKey).hasSize(200).doesNotHaveDuplicates();
        assertThat(marks(ids[3])).extracting(Mark::sourceKey).hasSize(199).doesNotContain(key(ids[3]));
    }
}
