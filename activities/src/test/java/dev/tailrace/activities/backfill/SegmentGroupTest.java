package dev.tailrace.activities.backfill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.engine.Bench;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Segments that one attempt takes together. */
@Tag("stack")
class SegmentGroupTest {
    private static final int ITEMS = 60;
    private static final List<Integer> SEGMENTS = List.of(0, 1, 2, 3);

    private static LocalDynamoDb dynamo;
    private Bench bench;

    @BeforeAll
    static void fill() throws Exception {
        dynamo = LocalDynamoDb.start();
        Things.create(dynamo, ITEMS);
    }

    @AfterAll
    static void stop() throws Exception {
        dynamo.close();
    }

    @BeforeEach
    void openPass() throws SQLException {
        bench = new Bench(dynamo.tables());
        bench.run("update tailrace.pass set segments = " + SEGMENTS.size());
        bench.run("insert into tailrace.lane (pass_id, name, kind) select " + bench.passId
                + ", 'segment/' || n, 'segment' from generate_series(1, 3) n");
    }

    @Test
    void allAreCopiedToTheirEnd() throws Exception {
        assertThat(copy(1, SEGMENTS)).isEqualTo(new Turn.Done());
        assertThat(done()).containsExactlyElementsOf(SEGMENTS);
        assertEachItemWasCopiedOnce();
    }

    @Test
    void whatAnEarlierAttemptCopiedIsNotCopiedAgain() throws Exception {
        for (long term = 1; term <= 3; term++) {
            assertThat(group(term).copy(SEGMENTS, System.nanoTime())).isEqualTo(new Turn.Yielded());
            assertThat(done()).hasSize((int) term);
        }
        assertThat(copy(4, SEGMENTS)).isEqualTo(new Turn.Done());
        assertThat(copy(5, SEGMENTS)).isEqualTo(new Turn.Done());
        assertEachItemWasCopiedOnce();
    }

    @Test
    void eachIsGoneOnWithFromItsOwnPosition() throws Exception {
        // A read unit a second: the pages are of a part of a segment.
        bench.run("update tailrace.source_table set units_per_second = 1");
        assertThat(group(1).copy(List.of(1, 2), System.nanoTime())).isEqualTo(new Turn.Yielded());
        assertThat(done()).isEmpty();
        assertThat(bench.one(String.class, "select position from tailrace.lane where name = 'segment/1'"))
                .isNotNull();
        bench.run("update tailrace.source_table set units_per_second = null");
        assertThat(copy(2, List.of(2, 1, 0, 3))).isEqualTo(new Turn.Done());
        assertEachItemWasCopiedOnce();
    }

    @Test
    void noneIsCopiedWhereOneIsHeldWithAHigherTerm() throws Exception {
        bench.run("update tailrace.lane set term = 8 where name = 'segment/1'");
        bench.run("update tailrace.lane set term = 9 where name = 'segment/2'");
        assertThat(copy(8, SEGMENTS)).isEqualTo(new Turn.Superseded(9));
        assertThat(bench.rows()).isEmpty();
        assertThat(copy(10, SEGMENTS)).isEqualTo(new Turn.Done());
        assertEachItemWasCopiedOnce();
    }

    @Test
    void thoseThatAreTakenAreLostToAnEarlierAttemptBeforeTheirTurnComes() throws Exception {
        var earlier = new Copying(bench, 1, 1);
        assertThat(group(2).copy(List.of(0, 1), System.nanoTime())).isEqualTo(new Turn.Yielded());
        assertThat(done()).containsExactly(0);
        assertThat(catchThrowable(() -> earlier.page("late"))).isInstanceOf(LaneLost.class);
    }

    @Test
    void aClosedPassIsNotCopied() throws Exception {
        bench.run("update tailrace.pass set closed_at = now()");
        assertThat(copy(1, SEGMENTS)).isEqualTo(new Turn.Done());
        assertThat(bench.rows()).isEmpty();
    }

    @Test
    void tooManyBadItemsStopTheCopyWhereverTheyAre() throws Exception {
        bench.run("alter table things add constraint none check (n > 1)");
        assertThat(copy(1, SEGMENTS)).isInstanceOf(Turn.Blocked.class);
        assertThat(done()).hasSize(1);
        // Also where they are the last that a group has.
        assertThat(copy(2, List.of(3))).isInstanceOf(Turn.Blocked.class);
        assertThat(done()).contains(3);
    }

    private void assertEachItemWasCopiedOnce() {
        assertThat(bench.rows()).hasSize(ITEMS);
        assertThat(bench.one(Long.class, "select sum(scanned) from tailrace.lane"))
                .isEqualTo(ITEMS);
    }

    private Turn copy(long term, List<Integer> segments) throws Exception {
        return group(term).copy(segments, Long.MAX_VALUE);
    }

    private SegmentGroup group(long term) {
        return new SegmentGroup(bench.table, bench.passId, term, EngineOptions.local(), Heartbeat.none());
    }

    private List<Integer> done() {
        return IntStream.range(0, SEGMENTS.size())
                .filter(n -> bench.one(Boolean.class, "select done from tailrace.lane where name = ?", "segment/" + n))
                .boxed()
                .toList();
    }
}
