package dev.tailrace.activities.postgres.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.lane.Ownership.Owner;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Writers of the target while its owner changes (R8, R9, R11). */
@Tag("stack")
@Timeout(120)
class GuardRaceTest {
    private static final String ROW = "insert into things values ('a', '1', 1, '{}')";
    private static final String SERIALIZATION_FAILURE = "40001";

    @ParameterizedTest
    @CsvSource({
        Connection.TRANSACTION_READ_COMMITTED + ", TR030",
        Connection.TRANSACTION_REPEATABLE_READ + ", " + SERIALIZATION_FAILURE,
        Connection.TRANSACTION_SERIALIZABLE + ", " + SERIALIZATION_FAILURE
    })
    void whoBeganBeforeTheFenceDoesNotWriteAfterIt(int isolation, String state) throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);
        try (var writer = guarded.begin(isolation)) {
            Guarded.execute(writer, "select * from things");
            guarded.give(Owner.FENCED);

            assertState(() -> Guarded.execute(writer, ROW), state);
        }
    }

    /** Its snapshot has neither the last rows of capture nor that its writes are to be recorded. */
    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void whoBeganBeforeTheCutoverAndSeesThatMomentDoesNotWriteAfterIt(int isolation) throws Exception {
        var guarded = new Guarded().arm();
        try (var writer = guarded.begin(isolation)) {
            Guarded.execute(writer, "select * from things");
            guarded.give(Owner.TARGET);

            assertState(() -> Guarded.execute(writer, ROW), SERIALIZATION_FAILURE);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void whoBeganBeforeTheGuardAndSeesThatMomentDoesNotWriteAfterIt(int isolation) throws Exception {
        var guarded = new Guarded();
        try (var writer = guarded.begin(isolation)) {
            // A lock of the table would hold up the guard.
            Guarded.execute(writer, "select 1");
            guarded.armed(Owner.TARGET);

            assertState(() -> Guarded.execute(writer, ROW), SERIALIZATION_FAILURE);
        }
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                Connection.TRANSACTION_READ_COMMITTED,
                Connection.TRANSACTION_REPEATABLE_READ,
                Connection.TRANSACTION_SERIALIZABLE
            })
    void whoHasPassedTheGuardHoldsUpTheSwitchUntilItEnds(int isolation) throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);
        try (var writer = guarded.begin(isolation);
                var fence = guarded.engine.getConnection()) {
            Guarded.execute(writer, ROW);
            Guarded.execute(fence, "set lock_timeout = '50ms'");
            fence.setAutoCommit(false);
            assertState(() -> guarded.change(fence, Owner.FENCED), "55P03");
            fence.rollback();

            Guarded.execute(writer, "savepoint s");
            Guarded.execute(writer, "update things set n = 2");
            Guarded.execute(writer, "rollback to s");
            assertState(() -> guarded.change(fence, Owner.FENCED), "55P03");
            fence.rollback();

            writer.commit();
            guarded.change(fence, Owner.FENCED);
            fence.commit();
        }
        assertThat(guarded.outbox()).hasSize(1);
    }

    /** Its lock lasts to the end of the transaction, whatever became of the recorder. */
    @Test
    void theGuardHoldsUpTheSwitchByItself() throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);
        guarded.engine("alter table things disable trigger tailrace_recorder");
        try (var writer = guarded.begin(Connection.TRANSACTION_READ_COMMITTED);
                var fence = guarded.engine.getConnection()) {
            Guarded.execute(writer, ROW);
            Guarded.execute(fence, "set lock_timeout = '50ms'");
            fence.setAutoCommit(false);

            assertState(() -> guarded.change(fence, Owner.FENCED), "55P03");
        }
    }

    @Test
    void aPreparedTransactionHoldsUpTheSwitchToo() throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);
        guarded.application("begin", ROW, "prepare transaction 'kept'");
        try (var fence = guarded.engine.getConnection()) {
            Guarded.execute(fence, "set lock_timeout = '50ms'");
            fence.setAutoCommit(false);
            assertState(() -> guarded.change(fence, Owner.FENCED), "55P03");
        }
        guarded.application("commit prepared 'kept'");
        guarded.give(Owner.FENCED);
        assertThat(guarded.outbox()).hasSize(1);
    }

    /** It reads the owner after the wait. In the statement that waits it would read the one before. */
    @Test
    void whoWaitsForTheFenceIsRefusedAfterIt() throws Exception {
        var guarded = new Guarded().armed(Owner.TARGET);

        var writer = writesDuring(guarded, Owner.FENCED);

        assertThatThrownBy(() -> writer.get(1, TimeUnit.MINUTES))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(SQLException.class)
                .rootCause()
                .hasMessageContaining("handing its data back");
        assertThat(guarded.bench.rows()).isEmpty();
    }

    /** A flag that was read before the wait would leave the row without a mark. */
    @Test
    void whoWaitsForTheCutoverIsRecordedAfterIt() throws Exception {
        var guarded = new Guarded().arm();

        writesDuring(guarded, Owner.TARGET).get(1, TimeUnit.MINUTES);

        assertThat(guarded.bench.rows()).hasSize(1);
        assertThat(guarded.outbox()).hasSize(1);
    }

    /** The recorder decides under the lock by itself, whatever became of the guard. */
    @Test
    void theRecorderWaitsForTheCutoverByItself() throws Exception {
        var guarded = new Guarded().arm();
        guarded.engine("alter table things disable trigger tailrace_guard");

        writesDuring(guarded, Owner.TARGET).get(1, TimeUnit.MINUTES);

        assertThat(guarded.outbox()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {Connection.TRANSACTION_REPEATABLE_READ, Connection.TRANSACTION_SERIALIZABLE})
    void theRecorderRefusesAnOldSnapshotByItself(int isolation) throws Exception {
        var guarded = new Guarded().arm();
        guarded.engine("alter table things disable trigger tailrace_guard");
        try (var writer = guarded.begin(isolation)) {
            Guarded.execute(writer, "select 1 from things");
            guarded.give(Owner.TARGET);

            assertState(() -> Guarded.execute(writer, ROW), SERIALIZATION_FAILURE);
        }
    }

    /** A row that an application writes while a switch holds the ownership lock, and commits then. */
    private static FutureTask<Void> writesDuring(Guarded guarded, Owner owner) throws SQLException {
        try (var moving = guarded.engine.getConnection()) {
            moving.setAutoCommit(false);
            guarded.change(moving, owner);
            var writer = Guarded.<Void>start(() -> {
                guarded.application(ROW);
                return null;
            });
            guarded.untilALockIsWaitedFor();
            moving.commit();
            return writer;
        }
    }

    @Test
    void theGuardIsPutOnOnlyAfterThoseWhoHaveWritten() throws Exception {
        var guarded = new Guarded();
        try (var writer = guarded.begin(Connection.TRANSACTION_READ_COMMITTED)) {
            Guarded.execute(writer, ROW);
            assertThatThrownBy(guarded::arm).rootCause().hasMessageContaining("lock timeout");
            writer.commit();
        }
        assertThat(guarded.arm().state().isWhole()).isTrue();
    }

    private static void assertState(ThrowingCallable what, String state) {
        assertThatThrownBy(what)
                .isInstanceOfSatisfying(
                        SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo(state));
    }
}
