package dev.tailrace.activities.lane;

import static dev.tailrace.workflows.cutover.CutoverActivities.AttemptState.ABORTED;
import static dev.tailrace.workflows.cutover.CutoverActivities.AttemptState.DONE;
import static dev.tailrace.workflows.cutover.CutoverActivities.AttemptState.OPEN;
import static dev.tailrace.workflows.cutover.CutoverActivities.Direction.CUTOVER;
import static dev.tailrace.workflows.cutover.CutoverActivities.Direction.ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.lane.CrashPoints.Moment;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** R9 and R11: the transactions that change the owner of a group's tables. */
@Tag("stack")
@Timeout(60)
class OwnerMovesTest {
    private SwitchBench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new SwitchBench();
    }

    @AfterEach
    void disarm() {
        CrashPoints.arm(CrashPoints.Stop.NONE);
    }

    private static final class Crash extends Error {
        private static final long serialVersionUID = 1L;
    }

    private static void crashAt(Commit commit, Moment moment) {
        CrashPoints.arm((reached, when) -> {
            if (reached == commit && when == moment) {
                CrashPoints.arm(CrashPoints.Stop.NONE);
                throw new Crash();
            }
        });
    }

    @Test
    void aCutoverMovesAllTablesRecordsAndWatchesTheStreamOn() throws Exception {
        long attempt = bench.begin(CUTOVER, 1);
        bench.drained();
        var moved = (SwitchOutcome.Stands) bench.toTarget(attempt);
        assertThat(moved.state()).isEqualTo(DONE);
        assertThat(moved.passes()).extracting(SwitchOutcome.OpenPass::number).containsExactly(3, 3);
        assertThat(moved.trail()).isNotNull();
        assertThat(bench.owners()).isEqualTo("TARGET+ TARGET+");
        // Nothing of a forward lane can be written any more, in the same transaction.
        assertThat(bench.one(
                        Long.class,
                        "select count(*) from tailrace.lane l join tailrace.pass p on p.id = l.pass_id"
                                + " where p.kind = 'FORWARD' and not l.closed"))
                .isZero();
        assertThat(lanes(moved.passes().getFirst().passId()))
                .isEqualTo("reverse/0 reverse/1 reverse/2 reverse/3 reverse/4 reverse/5 reverse/6 reverse/7 route"
                        + " shard/a@17 done token 0 shard/b@23 of shard/a from 20 token 5");
    }

    private String lanes(long passId) throws SQLException {
        return bench.one(String.class, """
                select string_agg(case kind when 'shard' then concat(name, '@' || position, ' of ' || parent, ' from ' || starting_sequence,
                                                                     case when done then ' done' end, ' token ' || token)
                                  else name || case when done then ' done' else '' end end, ' ' order by name)
                  from tailrace.lane where pass_id = ?""", passId);
    }

    @Test
    void repeatedBlindlyItTellsWhatTheFirstOneDid() throws Exception {
        long attempt = bench.begin(CUTOVER, 1);
        bench.drained();
        var first = bench.toTarget(attempt);
        assertThat(bench.toTarget(attempt)).isEqualTo(first);
        assertThat(AbortedAttempt.abort(bench.pool, attempt, "too late")).isEqualTo(first);
        // Back again, and then once more the step that was frozen since.
        long back = bench.begin(ROLLBACK, 2);
        TargetFence.raise(bench.pool, back);
        bench.drained();
        bench.reverseClosed();
        bench.toSource(back);
        bench.toTarget(attempt);
        assertThat(bench.owners()).isEqualTo("SOURCE SOURCE");
    }

    @Test
    void aStepOfAnAbortedAttemptChangesNothing() throws Exception {
        long attempt = bench.begin(CUTOVER, 1);
        bench.drained();
        AbortedAttempt.abort(bench.pool, attempt, "somebody said so");
        assertThat(((SwitchOutcome.Stands) bench.toTarget(attempt)).state()).isEqualTo(ABORTED);
        assertThat(bench.owners()).isEqualTo("SOURCE SOURCE");
        // Another one is under way: the zombie of the first is no more welcome.
        bench.begin(CUTOVER, 2);
        bench.drained();
        bench.toTarget(attempt);
        assertThat(bench.owners()).isEqualTo("SOURCE SOURCE");
    }

    @Test
    void beyondItsDeadlineItAbortsItself() throws Exception {
        long attempt = bench.begin(CUTOVER, 1, Duration.ZERO);
        bench.drained();
        assertThat(((SwitchOutcome.Stands) bench.toTarget(attempt)).state()).isEqualTo(ABORTED);
        assertThat(bench.owners()).isEqualTo("SOURCE SOURCE");
        assertThat(bench.one(String.class, "select reason from tailrace.attempt"))
                .isEqualTo("its deadline passed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "delete from tailrace.ownership where table_id = 2",
                "update tailrace.pass set looked_again_at = null where table_id = 2",
                "update tailrace.pass set purged_at = null where table_id = 2",
                "update tailrace.token_sent set applied_at = null where table_id = 2",
                "update tailrace.token_sent set sent_at = sent_at - interval '1 hour' where table_id = 2",
            })
    void allTablesOfAGroupMoveOrNone(String inTheWay) throws Exception {
        long attempt = bench.begin(CUTOVER, 1);
        bench.drained();
        bench.run(inTheWay);
        assertThat(bench.toTarget(attempt)).isInstanceOf(SwitchOutcome.Left.class);
        assertThat(bench.owners()).doesNotContain("TARGET");
        assertThat(bench.one(Long.class, "select count(*) from tailrace.pass where closed_at is null"))
                .isEqualTo(2);
        assertThat(SwitchAttempts.read(bench.pool, attempt).state()).isEqualTo(OPEN);
    }

    /** The engine's transactions of capture hold the barrier lock shared; the application's at the target the ownership lock. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "select pg_advisory_xact_lock_shared(x'7a117acf'::int, 2)",
                "select pg_advisory_xact_lock_shared(x'7a117ace'::int, 2)"
            })
    void itWaitsForWhoeverIsUnderWayAndNamesThem(String lock) throws Exception {
        long attempt = bench.begin(CUTOVER, 1);
        bench.drained();
        try (var writer = bench.pool.getConnection()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute(lock);
            assertThat(((SwitchOutcome.Left) bench.toTarget(attempt)).what()).hasSize(1);
            assertThat(bench.owners()).isEqualTo("SOURCE SOURCE");
            writer.rollback();
        }
        bench.toTarget(attempt);
        assertThat(bench.owners()).isEqualTo("TARGET+ TARGET+");
    }

    @ParameterizedTest
    @EnumSource
    void aCrashOnEitherSideOfTheCommitIsDecidedByTheAttempt(Moment moment) throws Exception {
        long attempt = bench.begin(CUTOVER, 1);
        bench.drained();
        crashAt(Commit.MOVED_TO_TARGET, moment);
        assertThatThrownBy(() -> bench.toTarget(attempt)).isInstanceOf(Crash.class);
        var after = (SwitchOutcome.Stands) bench.toTarget(attempt);
        assertThat(after.state()).isEqualTo(DONE);
        assertThat(after.passes()).hasSize(2);
        assertThat(bench.one(Long.class, "select count(*) from tailrace.pass where kind = 'REVERSE'"))
                .isEqualTo(2);

        long back = bench.begin(ROLLBACK, 2);
        crashAt(Commit.TARGET_FENCED, moment);
        assertThatThrownBy(() -> TargetFence.raise(bench.pool, back)).isInstanceOf(Crash.class);
        TargetFence.raise(bench.pool, back);
        bench.drained();
        bench.reverseClosed();
        crashAt(Commit.MOVED_TO_SOURCE, moment);
        assertThatThrownBy(() -> bench.toSource(back)).isInstanceOf(Crash.class);
        assertThat(((SwitchOutcome.Stands) bench.toSource(back)).passes())
                .extracting(SwitchOutcome.OpenPass::number)
                .containsExactly(4, 4);
        assertThat(bench.owners()).isEqualTo("SOURCE SOURCE");
    }

    @Test
    void aMoveAndAnAbortAtTheSameTimeAreOneOfTheTwo() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int n = 1; n <= 20; n++) {
                long attempt = bench.begin(CUTOVER, n);
                bench.drained();
                var move = threads.submit(() -> bench.toTarget(attempt));
                var abort = threads.submit(() -> AbortedAttempt.abort(bench.pool, attempt, "at the same time"));
                var state = ((SwitchOutcome.Stands) move.get(20, TimeUnit.SECONDS)).state();
                assertThat(((SwitchOutcome.Stands) abort.get(20, TimeUnit.SECONDS)).state())
                        .isEqualTo(state);
                assertThat(bench.owners()).isEqualTo(state == DONE ? "TARGET+ TARGET+" : "SOURCE SOURCE");
                if (state == DONE) {
                    break;
                }
            }
        }
    }
}
