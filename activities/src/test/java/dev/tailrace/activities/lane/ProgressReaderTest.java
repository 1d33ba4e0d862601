package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.sql.SQLException;
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
