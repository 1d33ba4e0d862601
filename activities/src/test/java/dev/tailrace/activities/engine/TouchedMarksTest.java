package dev.tailrace.activities.engine;

import static dev.tailrace.activities.engine.Items.bad;
import static dev.tailrace.activities.engine.Items.item;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.backfill.Copying;
import dev.tailrace.activities.capture.Capturing;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.Marks;
import dev.tailrace.activities.lane.Marks.Range;
import dev.tailrace.activities.lane.Passes;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.TouchedKeys;
import dev.tailrace.activities.postgres.TouchedKeys.Marked;
import dev.tailrace.workflows.table.VerdictOutcome;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Marks on what is written while a verdict stands (R14). */
@Tag("stack")
@Timeout(60)
class TouchedMarksTest {
    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final SourceItem source = new SourceItem();
    private Bench bench;
    private Capturing capture;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench(source);
        var copy = new Copying(bench, 1);
        copy.last(item("a", "x", 1), item("b", "x", 1));
        Copying.raiseBarrier(bench);
        Copying.purge(bench, 1);
        capture = new Capturing(bench, 1);
    }

    @Test
    void nothingIsMarkedWhileNoVerdictStandsOrIsOnItsWay() throws Exception {
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        assertThat(marks(1)).isEmpty();
        assertThat(begun(c -> Marks.beginTouched(c, bench.passId))).isZero();
    }

    /** The comparison may have looked at a before it changed. */
    @Test
    void whatChangesWhileAllIsComparedIsMarked() throws Exception {
        long all = beginAll();
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        endAll(all, VerdictOutcome.EQUAL);
        assertThat(marks(all + 1)).containsExactly("x a");
    }

    @Test
    void aMovedItemIsMarkedWithEachOfTheKeysThatItHad() throws Exception {
        long all = beginAll();
        capture.change(item("a", "x", 1), item("a", "y", 2))
                .change(item("a", "y", 2), item("a", "z", 2))
                .apply();
        endAll(all, VerdictOutcome.EQUAL);
        assertThat(marks(all + 1)).containsExactlyInAnyOrder("x a", "y a", "z a");
    }

    @Test
    void aDeletedAndARefusedItemAreMarked() throws Exception {
        long all = beginAll();
        capture.change(item("a", "x", 1), null)
                .change(item("b", "x", 1), bad("b", "x"))
                .change(null, bad("c", "x"))
                .apply();
        endAll(all, VerdictOutcome.EQUAL);
        assertThat(marks(all + 1)).containsExactlyInAnyOrder("x a", "x b", "{\"id\":{\"S\":\"c\"}}");
    }

    /** The marks are of the transaction that writes the rows: an attempt that is superseded leaves neither. */
    @Test
    void marksCommitWithTheRows() throws Exception {
        beginAll();
        var other = new Capturing(bench, 2);
        assertThatThrownBy(() ->
                        capture.change(item("a", "x", 1), item("a", "x", 2)).apply())
                .isInstanceOf(LaneLost.class);
        assertThat(bench.one(Long.class, "select coalesce(sum(marks), 0) from tailrace.touched"))
                .isZero();
        other.change(item("a", "x", 1), item("a", "x", 2)).apply();
        assertThat(bench.one(Long.class, "select coalesce(sum(marks), 0) from tailrace.touched"))
                .isOne();
    }

    /** While the marks are looked at a changes again: this mark is of another generation, and stays when the others are done with. */
    @Test
    void aMarkThatIsMadeAgainMeanwhileOutlivesTheVerdict() throws Exception {
        standing();
        capture.change(item("a", "x", 1), item("a", "x", 2))
                .change(item("b", "x", 1), item("b", "x", 2))
                .apply();
        long first = begun(c -> Marks.beginTouched(c, bench.passId));
        assertThat(marks(first)).hasSize(2);
        capture.change(item("a", "x", 2), item("a", "x", 3)).apply();
        assertThat(marks(first)).hasSize(2);
        endTouched(first, VerdictOutcome.EQUAL);
        long second = begun(c -> Marks.beginTouched(c, bench.passId));
        assertThat(marks(second)).containsExactly("x a");
    }

    /** A run begins its generation only after the transactions that mark in the one before have ended. */
    @Test
    void marksOfATransactionUnderWayAreNotMissed() throws Exception {
        standing();
        try (var under = bench.connection()) {
            Transaction.begin(under);
            long generation = Passes.flags(under, bench.passId).marks();
            var run = CompletableFuture.supplyAsync(
                    () -> begunUnchecked(c -> Marks.beginTouched(c, bench.passId)), THREADS);
            bench.untilALockIsWaitedFor();
            TouchedKeys.mark(under, bench.passId, generation, List.of(TouchedKeys.ofItem(Items.key("late"))));
            assertThat(run).isNotDone();
            Commit.BATCH_APPLIED.on(under);
            assertThat(marks(run.get(30, TimeUnit.SECONDS))).containsExactly("{\"id\":{\"S\":\"late\"}}");
        }
    }

    @Test
    void aRunThatFindsSomethingLeavesTheMarksForTheNext() throws Exception {
        standing();
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        for (var outcome : List.of(VerdictOutcome.INCOMPLETE, VerdictOutcome.DIFFERENT)) {
            endTouched(begun(c -> Marks.beginTouched(c, bench.passId)), outcome);
        }
        assertThat(marks(begun(c -> Marks.beginTouched(c, bench.passId)))).hasSize(1);
    }

    @Test
    void aComparisonOfAllThatProvesNothingLeavesTheVerdictBeforeWithItsMarks() throws Exception {
        standing();
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        endAll(beginAll(), VerdictOutcome.INCOMPLETE);
        assertThat(marks(begun(c -> Marks.beginTouched(c, bench.passId)))).hasSize(1);
    }

    @Test
    void aComparisonOfAllThatFindsSomethingEndsTheVerdictBefore() throws Exception {
        standing();
        endAll(beginAll(), VerdictOutcome.DIFFERENT);
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        assertThat(begun(c -> Marks.beginTouched(c, bench.passId))).isZero();
        assertThat(bench.one(Long.class, "select coalesce(sum(marks), 0) from tailrace.touched"))
                .isZero();
    }

    @Test
    void aFirstComparisonThatProvesNothingLeavesNoMarks() throws Exception {
        endAll(beginAll(), VerdictOutcome.INCOMPLETE);
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        assertThat(bench.one(Long.class, "select coalesce(sum(marks), 0) from tailrace.touched"))
                .isZero();
    }

    /** One ends the marks that the other needs. */
    @Test
    void ofTwoComparisonsAtATimeNoneStandsWithoutItsMarks() throws Exception {
        for (var outcome : List.of(VerdictOutcome.INCOMPLETE, VerdictOutcome.DIFFERENT)) {
            long one = beginAll();
            long other = beginAll();
            endAll(one, outcome);
            capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
            endAll(other, VerdictOutcome.EQUAL);
            assertThat(begun(c -> Marks.beginTouched(c, bench.passId))).isZero();
        }
    }

    /** A third one has them made again, and does not know what was written in between. */
    @Test
    void marksThatWereMadeAgainOnlyLaterAreTooLate() throws Exception {
        long one = beginAll();
        long other = beginAll();
        endAll(one, VerdictOutcome.DIFFERENT);
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        long third = beginAll();
        endAll(other, VerdictOutcome.EQUAL);
        assertThat(begun(c -> Marks.beginTouched(c, bench.passId))).isZero();
        endAll(third, VerdictOutcome.EQUAL);
        assertThat(marks(begun(c -> Marks.beginTouched(c, bench.passId)))).isEmpty();
    }

    /** What was marked since it began counts, though another has begun since. */
    @Test
    void ofTwoComparisonsAtATimeTheFirstKeepsItsMarks() throws Exception {
        long one = beginAll();
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        long other = beginAll();
        endAll(one, VerdictOutcome.EQUAL);
        assertThat(marks(begun(c -> Marks.beginTouched(c, bench.passId)))).containsExactly("x a");
        endAll(other, VerdictOutcome.EQUAL);
        assertThat(marks(begun(c -> Marks.beginTouched(c, bench.passId)))).isEmpty();
    }

    @Test
    void whereMarksBecomeTooManyNoMoreAreMadeUntilAllIsComparedAgain() throws Exception {
        long all = standing();
        Transaction.run(bench.pool, Commit.BATCH_APPLIED, c -> {
            Marks.full(c, bench.passId, all);
            return all;
        });
        capture.change(item("a", "x", 1), item("a", "x", 2)).apply();
        assertThat(bench.one(Long.class, "select coalesce(sum(marks), 0) from tailrace.touched"))
                .isZero();
        long touched = begun(c -> Marks.beginTouched(c, bench.passId));
        assertThat(range(touched).full()).isTrue();
        long again = beginAll();
        capture.change(item("a", "x", 2), item("a", "x", 3)).apply();
        endAll(again, VerdictOutcome.EQUAL);
        assertThat(range(begun(c -> Marks.beginTouched(c, bench.passId))).full())
                .isFalse();
        assertThat(bench.one(Long.class, "select coalesce(sum(marks), 0) from tailrace.touched"))
                .isOne();
    }

    @Test
    void aKeyThatIsWrittenAllTheTimeCountsOnce() throws Exception {
        long all = standing();
        for (int n = 1; n < 5; n++) {
            capture.change(item("a", "x", n), item("a", "x", n + 1))
                    .change(item("b", "x", n), item("b", "x", n + 1))
                    .apply();
        }
        long later = Transaction.run(bench.pool, Commit.BATCH_APPLIED, c -> {
            assertThat(TouchedKeys.count(c, bench.passId, all)).isEqualTo(8);
            TouchedKeys.compact(c, bench.passId, all);
            return TouchedKeys.count(c, bench.passId, all);
        });
        assertThat(later).isEqualTo(2);
        assertThat(marks(begun(c -> Marks.beginTouched(c, bench.passId)))).containsExactlyInAnyOrder("x a", "x b");
    }

    @Test
    void aReplayOfAQuarantinedItemMarksIt() throws Exception {
        capture.change(item("a", "x", 1), bad("a", "x")).apply();
        standing();
        source.is(item("a", "y", 3));
        Copying.replayQuarantine(bench, true);
        assertThat(marks(begun(c -> Marks.beginTouched(c, bench.passId))))
                .containsExactlyInAnyOrder("{\"id\":{\"S\":\"a\"}}", "y a");
    }

    private long standing() throws SQLException {
        long all = beginAll();
        endAll(all, VerdictOutcome.EQUAL);
        return all;
    }

    private long beginAll() throws SQLException {
        return begun(c -> Marks.beginAll(c, bench.passId));
    }

    private long begun(ToLongFunction<Connection> begin) throws SQLException {
        return Transaction.run(bench.pool, Commit.VERIFICATION_BEGUN, c -> {
            Passes.lockBarrier(DSL.using(c, SQLDialect.POSTGRES), bench.passId);
            return begin.applyAsLong(c);
        });
    }

    private long begunUnchecked(ToLongFunction<Connection> begin) {
        try {
            return begun(begin);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private void endAll(long generation, VerdictOutcome outcome) throws SQLException {
        Transaction.run(bench.pool, Commit.VERDICT_STORED, c -> {
            Marks.endAll(c, bench.passId, generation, outcome);
            return outcome;
        });
    }

    private void endTouched(long generation, VerdictOutcome outcome) throws SQLException {
        Transaction.run(bench.pool, Commit.VERDICT_STORED, c -> {
            Marks.endTouched(c, bench.passId, generation, outcome);
            return outcome;
        });
    }

    private Range range(long generation) throws SQLException {
        return Transaction.read(bench.pool, c -> Marks.range(c, bench.passId, generation));
    }

    /** What the run of a generation looks at: source keys as they are, cells of target keys with a space between. */
    private List<String> marks(long generation) throws SQLException {
        var range = range(generation);
        return Transaction.read(
                bench.pool,
                c -> TouchedKeys.behind(c, bench.passId, range.since(), range.before(), Marked.FIRST, 100).stream()
                        .flatMap(marked -> marked.keys().stream())
                        .map(key -> String.join(" ", key.cells()))
                        .distinct()
                        .toList());
    }
}
