package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.engine.Bench;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jooq.exception.DataAccessException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Tag("stack")
@Timeout(60)
class TargetScanTest {
    private static final String READING = "select count(*) from pg_stat_activity"
            + " where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null";

    private static final Duration LIMIT = Duration.ofSeconds(20);

    /** Its transaction holds up vacuum, and whoever wants to empty the table. */
    @Test
    void aReaderThatStopsLosesItsTransactionInTheEnd() throws Exception {
        var bench = new Bench();
        bench.run("insert into things (grp, id) select 'g', 'i' || n from generate_series(1, 5000) n");
        var rows = new TargetScan(
                bench.table, Heartbeat.none(), new InPlace(Heartbeat.none(), Duration.ZERO), Duration.ofMillis(300));
        var seen = new AtomicInteger();
        assertThatThrownBy(() -> rows.all(bench.table.mapper().tables(), () -> row -> {
                    if (seen.getAndIncrement() == 0) {
                        assertThat(bench.one(Long.class, READING)).isEqualTo(1);
                        long end = System.nanoTime() + LIMIT.toNanos();
                        while (bench.one(Long.class, READING) > 0) {
                            assertThat(System.nanoTime()).isLessThan(end);
                        }
                    }
                }))
                .isInstanceOf(DataAccessException.class);
        assertThat(seen.get()).isLessThan(5_000);
    }

    /** What it gave by then is void: the rows come from the beginning to a new sink. */
    @Test
    void aReadingThatLosesItsConnectionBeginsAgain() throws Exception {
        var bench = new Bench();
        bench.run("insert into things (grp, id) select 'g', 'i' || n from generate_series(1, 5000) n");
        var rows = new TargetScan(
                bench.table, Heartbeat.none(), new InPlace(Heartbeat.none(), Duration.ofSeconds(30)), LIMIT);
        var attempts = new ArrayList<AtomicInteger>();
        rows.all(bench.table.mapper().tables(), () -> {
            var seen = new AtomicInteger();
            attempts.add(seen);
            return row -> {
                if (seen.incrementAndGet() == 2_500 && attempts.size() == 1) {
                    bench.one(
                            Boolean.class,
                            "select pg_terminate_backend(pid) from pg_stat_activity"
                                    + " where datname = current_database() and pid <> pg_backend_pid() and xact_start is not null");
                }
            };
        });
        assertThat(attempts).hasSize(2);
        assertThat(attempts.get(0).get()).isBetween(2_500, 4_999);
        assertThat(attempts.get(1).get()).isEqualTo(5_000);
    }
}
