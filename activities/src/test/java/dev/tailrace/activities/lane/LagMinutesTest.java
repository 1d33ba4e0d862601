package dev.tailrace.activities.lane;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.engine.Bench;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("stack")
class LagMinutesTest {
    private Bench bench;
    private LagMinutes lag;

    @BeforeEach
    void open() throws Exception {
        bench = new Bench();
        bench.run("update tailrace.pass set opened_at = clock_timestamp() - interval '1 hour'");
        lag = new LagMinutes(bench.pool, 1, bench.passId);
    }

    @Test
    void itIsDueOnceAMinute() throws Exception {
        assertThat(lag.isDue()).isTrue();
        lag.note();
        assertThat(lag.isDue()).isFalse();
    }

    @Test
    void withoutTokensItIsTheAgeOfTheOldestUnreadRecord() throws Exception {
        lag.note();

        assertThat(seconds())
                .as("a shard that was never read since the pass was opened")
                .isBetween(3600.0, 3700.0);
    }

    @Test
    void withTokensItIsWhatTheLastTookOrTheOneUnderWayHasBeenWaitingFor() throws Exception {
        bench.run("insert into tailrace.token_sent (table_id, number, sent_at, applied_at) values"
                + " (1, 1, clock_timestamp() - interval '20 s', clock_timestamp() - interval '18 s')");
        lag.note();
        assertThat(seconds()).isBetween(1.9, 2.1);

        bench.run(
                "insert into tailrace.token_sent (table_id, number, sent_at) values (1, 2, clock_timestamp() - interval '10 s')");
        lag.note();
        assertThat(seconds()).as("the greater of the minute stays").isBetween(10.0, 70.0);

        bench.run("update tailrace.token_sent set applied_at = sent_at + interval '1 s' where number = 2");
        lag.note();
        assertThat(seconds()).isBetween(1.0, 70.0);
    }

    @Test
    void whatIsOlderThanTwoWeeksGoesAndAClosedPassHasNone() throws Exception {
        bench.run("insert into tailrace.lag_minute (table_id, minute, seconds) values"
                + " (1, clock_timestamp() - interval '15 days', 9), (1, clock_timestamp() - interval '13 days', 9)");
        lag.note();
        assertThat(minutes()).isEqualTo(2);

        bench.run("delete from tailrace.lag_minute");
        bench.run("update tailrace.pass set closed_at = now()");
        lag.note();
        assertThat(minutes()).isZero();
    }

    private int minutes() throws SQLException {
        return bench.one(Integer.class, "select count(*)::int from tailrace.lag_minute");
    }

    /** Of the newest minute. */
    private double seconds() throws SQLException {
        return bench.one(Double.class, "select seconds from tailrace.lag_minute order by minute desc limit 1");
    }
}
