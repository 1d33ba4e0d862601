package dev.tailrace.activities.lane;

import static dev.tailrace.workflows.cutover.CutoverActivities.AttemptState.ABORTED;
import static dev.tailrace.workflows.cutover.CutoverActivities.AttemptState.DONE;
import static dev.tailrace.workflows.cutover.CutoverActivities.AttemptState.OPEN;
import static dev.tailrace.workflows.cutover.CutoverActivities.Direction.CUTOVER;
import static dev.tailrace.workflows.cutover.CutoverActivities.Direction.ROLLBACK;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.cutover.CutoverActivities.AttemptAnswer;
import dev.tailrace.workflows.turn.Turn;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** R11: the fence, the way back, and what is taken over; and attempts that others end. */
@Tag("stack")
@Timeout(60)
class RollbackMovesTest {
    private SwitchBench bench;

    @BeforeEach
    void open() throws SQLException {
        bench = new SwitchBench();
    }

    private long fenced(long command) throws SQLException {
        long attempt = bench.begin(ROLLBACK, command);
        TargetFence.raise(bench.pool, attempt);
        return attempt;
    }

    @Test
    void aRollbackGoesOnFromWhereTheStreamWasWatchedTo() throws Exception {
        bench.run("insert into tailrace.claim values (1, 'things', 'd', '{x}', 's', '{}')");
        bench.run(
                "insert into tailrace.quarantine (pass_id, key_digest, source_key, by_copy, lane, code, reason, image)"
                        + " values (1, 'd', '{}', false, 'shard/b', 'TR-M022', 'why', '{}')");
        bench.run("insert into tailrace.acceptance (pass_id, id, digest, keys, accepted_by, reason)"
                + " values (1, 'v1', 'x', 1, 'ada', 'why')");
        bench.run("insert into tailrace.accepted_key values (1, 'v1', 'd')");
        bench.over(1);
        // Watched on, to the end of a shard and into its child.
        bench.run("update tailrace.lane l set position = '99', done = true from tailrace.pass p"
                + " where p.id = l.pass_id and p.kind = 'REVERSE' and l.name = 'shard/b'");
        bench.run(
                "insert into tailrace.lane (pass_id, name, kind, parent, starting_sequence, position, token)"
                        + " select id, 'shard/c', 'shard', 'shard/b', '100', '117', 6 from tailrace.pass where kind = 'REVERSE'");
        long attempt = fenced(2);
        assertThat(bench.owners()).isEqualTo("FENCED+ FENCED+");
        bench.drained();
        bench.reverseClosed();
        var moved = (SwitchOutcome.Stands) bench.toSource(attempt);
        assertThat(moved.state()).isEqualTo(DONE);
        assertThat(bench.owners()).isEqualTo("SOURCE SOURCE");
        assertThat(bench.one(
                        String.class,
                        "select string_agg(concat(name, '@' || position, case when done then ' done' end), ' ' order by name)"
                                + " from tailrace.lane where pass_id = ?",
                        moved.passes().getFirst().passId()))
                .isEqualTo("purge done shard/a@17 done shard/b@99 done shard/c@117");
        // Whole but for what it takes over, which it has to look at again.
        assertThat(bench.one(
                        String.class,
                        "select concat(kind, number, ' ', barrier_at is not null, purged_at is not null, looked_again_at is not null, ' ',"
                                + " (select count(*) from tailrace.claim c where c.pass_id = p.id),"
                                + " (select count(*) from tailrace.quarantine q where q.pass_id = p.id and q.by_copy),"
                                + " (select count(*) from tailrace.acceptance a join tailrace.accepted_key k using (pass_id, id)"
                                + "   where a.pass_id = p.id)) from tailrace.pass p where id = ?",
                        moved.passes().getFirst().passId()))
                .isEqualTo("FORWARD4 ttf 111");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "insert into tailrace.outbox (table_id, target, new_key) values (2, 't2', '{}')",
                "insert into tailrace.reverse_mark (pass_id, key_digest, source_key, lane, number)"
                        + " select id, 'd', '{}', 0, 1 from tailrace.pass where table_id = 2 and kind = 'REVERSE'",
                "update tailrace.lane set done = false where name = 'reverse/3'"
                        + " and pass_id = (select id from tailrace.pass where table_id = 2 and kind = 'REVERSE')",
                "update tailrace.token_sent set sent_at = sent_at - interval '1 hour' where table_id = 2",
            })
    void whatIsLeftIsReadInTheTransaction(String left) throws Exception {
        bench.over(1);
        long attempt = fenced(2);
        bench.drained();
        bench.reverseClosed();
        bench.run(left);
        assertThat(((SwitchOutcome.Left) bench.toSource(attempt)).what())
                .singleElement()
                .asString()
                .startsWith("T2: has ");
        assertThat(bench.owners()).isEqualTo("FENCED+ FENCED+");
    }

    @Test
    void withoutTheFenceOfThisAttemptNothingMoves() throws Exception {
        bench.over(1);
        long attempt = bench.begin(ROLLBACK, 2);
        bench.drained();
        bench.reverseClosed();
        assertThat(bench.toSource(attempt)).isInstanceOf(SwitchOutcome.Left.class);
        assertThat(bench.owners()).isEqualTo("TARGET+ TARGET+");
    }

    @Test
    void theFenceWaitsForWritersNamesThemAndEndsThemOnRequest() throws Exception {
        bench.over(1);
        long attempt = bench.begin(ROLLBACK, 2);
        try (var writer = bench.pool.getConnection()) {
            writer.setAutoCommit(false);
            writer.createStatement().execute("set application_name = 'shop writer'");
            writer.createStatement().execute("select pg_advisory_xact_lock_shared(x'7a117acf'::int, 2)");
            int pid =
                    bench.one(Integer.class, "select pid from pg_stat_activity where application_name = 'shop writer'");
            assertThat(((SwitchOutcome.Left) TargetFence.raise(bench.pool, attempt)).what())
                    .singleElement()
                    .asString()
                    .startsWith("session " + pid + " (shop writer of postgres, idle in transaction) since ");
            assertThat(bench.owners()).isEqualTo("TARGET+ TARGET+");
            LockHolders.of(bench.pool, attempt).terminate(bench.pool);
            TargetFence.raise(bench.pool, attempt);
            assertThat(bench.owners()).isEqualTo("FENCED+ FENCED+");
        }
    }

    @Test
    void anAbortGivesTheTargetBackWhateverHoldsItUp() throws Exception {
        bench.over(1);
        long attempt = fenced(2);
        try (var reader = bench.pool.getConnection()) {
            reader.setAutoCommit(false);
            reader.createStatement().execute("select pg_advisory_xact_lock_shared(x'7a117acf'::int, 1)");
            assertThat(((SwitchOutcome.Stands) AbortedAttempt.abort(bench.pool, attempt, "why")).state())
                    .isEqualTo(ABORTED);
            reader.rollback();
        }
        assertThat(bench.owners()).isEqualTo("TARGET+ TARGET+");
        // Its lanes go on as they are.
        assertThat(bench.one(Long.class, "select count(*) from tailrace.pass where kind = 'REVERSE'"))
                .isEqualTo(2);
        // The steps of the aborted one change nothing more.
        TargetFence.raise(bench.pool, attempt);
        assertThat(bench.owners()).isEqualTo("TARGET+ TARGET+");
    }

    /** R15: an item that is closed stays closed, so lanes go on under other names. */
    @Test
    void anAbortAfterTheLanesWereClosedOpensOthersThatGoOn() throws Exception {
        bench.over(1);
        long attempt = fenced(2);
        bench.reverseClosed();
        bench.run("insert into tailrace.reverse_mark (pass_id, key_digest, source_key, lane, number)"
                + " select id, 'd', '{}', 0, 1 from tailrace.pass where table_id = 1 and kind = 'REVERSE'");
        var aborted = (SwitchOutcome.Stands) AbortedAttempt.abort(bench.pool, attempt, "why");
        assertThat(aborted.passes()).extracting(SwitchOutcome.OpenPass::number).containsExactly(4, 4);
        long opened = aborted.passes().getFirst().passId();
        assertThat(bench.one(Long.class, "select count(*) from tailrace.lane where pass_id = ? and not closed", opened))
                .isEqualTo(11);
        assertThat(bench.one(Long.class, "select pass_id from tailrace.reverse_mark"))
                .isEqualTo(opened);
        assertThat(AbortedAttempt.abort(bench.pool, attempt, "again")).isEqualTo(aborted);
        // And a rollback after that.
        bench.run("delete from tailrace.reverse_mark");
        long again = fenced(3);
        bench.drained();
        bench.reverseClosed();
        assertThat(((SwitchOutcome.Stands) bench.toSource(again)).passes())
                .extracting(SwitchOutcome.OpenPass::number)
                .containsExactly(4, 4);
    }

    @Test
    void oneAttemptIsOpenAtATimeAndACommandFindsItsOwn() throws Exception {
        long attempt = bench.begin(CUTOVER, 7);
        assertThat(bench.begin(CUTOVER, 7)).isEqualTo(attempt);
        var other = (AttemptAnswer.Waiting) bench.answer(ROLLBACK, 8, SwitchBench.PAUSE);
        assertThat(((Turn.Stalled) other.turn()).problem().code()).isEqualTo("TR-R020");
        AbortedAttempt.abort(bench.pool, attempt, "why");
        assertThat(((AttemptAnswer.Ended) bench.answer(CUTOVER, 7, SwitchBench.PAUSE)).state())
                .isEqualTo(ABORTED);
        assertThat(bench.begin(CUTOVER, 8)).isGreaterThan(attempt);
    }

    @Test
    void whoeverFindsTheDeadlinePassedAbortsAndTheTargetOwnsAgain() throws Exception {
        bench.over(1);
        long late = bench.begin(ROLLBACK, 2, Duration.ofSeconds(2));
        TargetFence.raise(bench.pool, late);
        assertThat(SwitchAttempts.expire(bench.pool, "shop")).isFalse();
        bench.run("update tailrace.attempt set deadline = clock_timestamp() where id = " + late);
        assertThat(bench.begin(ROLLBACK, 3)).isGreaterThan(late);
        assertThat(bench.owners()).isEqualTo("TARGET+ TARGET+");
        assertThat(SwitchAttempts.read(bench.pool, late).state()).isEqualTo(ABORTED);
        assertThat(Transaction.read(bench.pool, c -> SwitchAttempts.open(c, "shop"))
                        .orElseThrow()
                        .state())
                .isEqualTo(OPEN);
    }
}
