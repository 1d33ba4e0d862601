package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.workflows.table.OwnershipNumbers;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.sql.SQLException;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("stack")
@Timeout(60)
class ProgressReaderTest {
    private static final int COUNTED = 100_000;

    private final Bench bench;

    ProgressReaderTest() throws SQLException {
        bench = new Bench();
    }

    @Test
    void fewTombstonesAreCounted() throws Exception {
        tombstones(bench.passId, 1, COUNTED - 1);
        tombstones(bench.passId + 1, 1, 1_000);
        assertThat(progress().tombstones()).isEqualTo(COUNTED - 1);
    }

    /** There may be tens of millions, and status is wanted every few seconds: the statistics say how many of all passes. */
    @Test
    void ofManyTombstonesTheServersStatisticsTell() throws Exception {
        tombstones(bench.passId, 1, COUNTED + 1_000);
        tombstones(bench.passId + 1, 1, 2_000);
        assertThat(progress().tombstones()).isEqualTo(COUNTED + 3_000);
        bench.run(
                "with gone as (delete from tailrace.tombstone where pass_id = %d and key_digest <= '000500' returning 1)"
                                .formatted(bench.passId)
                        + " select pg_stat_force_next_flush()");
        assertThat(progress().tombstones()).isEqualTo(COUNTED + 2_500);
    }

    @Test
    void itemsInQuarantineAreCountedUpToThere() throws Exception {
        bench.run(
                "insert into tailrace.quarantine (pass_id, key_digest, source_key, by_copy, lane, code, reason, image)"
                        + " select %d, n::text, '', true, '', '', '', '' from generate_series(1, %d) n"
                                .formatted(bench.passId, COUNTED + 1));
        assertThat(progress().quarantined()).isEqualTo(COUNTED);
    }

    @Test
    void whereNothingIsGuardedNobodySaysWhoOwnsTheData() throws Exception {
        assertThat(progress().ownership()).isNull();
    }

    /** What is waiting to go back to the source, of the open reverse pass alone. */
    @Test
    void theWayBackIsReadOfTheOpenReversePass() throws Exception {
        bench.run("""
                insert into tailrace.ownership (table_id, owner, recording, engine_role)
                  select p.table_id, 'TARGET', true, 'tailrace' from tailrace.pass p where p.id = %d""".formatted(bench.passId));
        assertThat(progress().ownership().passId()).isEqualTo(OwnershipNumbers.NO_PASS);
        long closed = reversePass(1, "clock_timestamp()");
        long open = reversePass(2, "null");
        for (long pass : new long[] {closed, open}) {
            bench.run("""
                    insert into tailrace.reverse_mark (pass_id, key_digest, source_key, lane, number, marked_at)
                      select %1$d, n::text, '', 0, n, clock_timestamp() - interval '1 minute' from generate_series(1, 2) n;
                    insert into tailrace.reverse_quarantine (pass_id, key_digest, source_key, code, reason, image)
                      values (%1$d, '1', '', 'TR-R002', '', null), (%1$d, '2', '', 'TR-R010', '', '{}')""".formatted(pass));
        }
        bench.run("""
                insert into tailrace.outbox (table_id, target, new_key)
                  select p.table_id, 'things', '{}' from tailrace.pass p, generate_series(1, 3) where p.id = %d""".formatted(bench.passId));

        var numbers = progress().ownership();

        assertThat(numbers.owner()).isEqualTo("TARGET");
        assertThat(numbers.recording()).isTrue();
        assertThat(numbers.passId()).isEqualTo(open);
        assertThat(numbers.outbox()).isEqualTo(3);
        assertThat(numbers.marks()).isEqualTo(2);
        assertThat(numbers.oldestMarkSeconds()).isBetween(60.0, 120.0);
        assertThat(numbers.quarantined()).isEqualTo(1);
        assertThat(numbers.foreign()).isEqualTo(1);
    }

    private long reversePass(int number, String closedAt) throws SQLException {
        bench.run("""
                insert into tailrace.pass (table_id, number, kind, stream_arn, segments, copy_window, consistent, estimated,
                                           opened_at, closed_at)
                  select p.table_id, %d, 'REVERSE', p.stream_arn, 0, p.copy_window, true, 0, clock_timestamp(), %s
                    from tailrace.pass p where p.id = %d""".formatted(number, closedAt, bench.passId));
        return Transaction.read(
                bench.pool,
                c -> DSL.using(c, SQLDialect.POSTGRES)
                        .fetchSingle("select max(id) from tailrace.pass where kind = 'REVERSE'")
                        .get(0, Long.class));
    }

    /** The session that inserts tells the statistics of it before it ends. */
    private void tombstones(long passId, int from, int to) {
        bench.run(
                "insert into tailrace.tombstone select %d, 'things', lpad(n::text, 6, '0'), '{x,y}' from generate_series(%d, %d) n"
                        .formatted(passId, from, to));
    }

    private TableProgress progress() throws SQLException {
        return Transaction.read(bench.pool, c -> ProgressReader.read(c, bench.table.ref()))
                .getFirst();
    }
}
