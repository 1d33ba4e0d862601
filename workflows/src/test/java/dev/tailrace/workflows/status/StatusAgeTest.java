package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What numbers say some time after they were read. */
class StatusAgeTest {
    private static final Instant READ = Instant.parse("2026-11-20T12:00:00Z");

    private static StatusAge after(Duration age) {
        return new StatusAge(READ, READ.plus(age));
    }

    private static TableProgress behind(Double seconds) {
        return Numbers.at(1_000).behind(seconds);
    }

    @Test
    void betweenTwoLooksTheLagIsAsItWasRead() {
        assertThat(after(Duration.ofSeconds(60)).isStale()).isFalse();
        assertThat(after(Duration.ofSeconds(60)).lag(behind(0.9))).isEqualTo("0.9 s");
    }

    @Test
    void inAnOutageTheLagGoesOn() {
        assertThat(after(Duration.ofSeconds(91)).isStale()).isTrue();
        assertThat(after(Duration.ofSeconds(100)).lag(behind(2.0))).isEqualTo("up to 102.0 s");
        assertThat(after(Duration.ofSeconds(3_600)).lag(behind(2.0))).isEqualTo("up to 60 min");
        assertThat(after(Duration.ofSeconds(3_600)).lagSeconds(behind(2.0))).isEqualTo(3_602.0);
    }

    @Test
    void whatIsUnknownStaysUnknownAndAClockBehindMakesNoFuture() {
        assertThat(after(Duration.ofHours(1)).lag(behind(null))).isEqualTo("unknown");
        assertThat(after(Duration.ofSeconds(-5)).age()).isZero();
        assertThat(new StatusAge(null, READ).isStale()).isFalse();
    }
}
