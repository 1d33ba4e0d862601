package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PaceTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");

    /** @param perSecond items at first, and after the half */
    private static Pace after(Duration time, long perSecond, long later) {
        Pace pace = null;
        long scanned = 0;
        for (long second = 0; second <= time.toSeconds(); second += 10) {
            pace = Pace.look(pace, Numbers.of(1, 100_000, scanned, 0), START.plusSeconds(second));
            scanned += 10 * (second < time.toSeconds() / 2 ? perSecond : later);
        }
        return pace;
    }

    private static Eta eta(Pace pace, long scanned) {
        return Eta.of(pace, Numbers.of(1, 100_000, scanned, 0), pace.last().at());
    }

    @Test
    void thereIsNoEtaWithinTheFirstMinute() {
        var pace = after(Duration.ofSeconds(50), 100, 100);

        assertThat(eta(pace, 5_000)).isNull();
    }

    @Test
    void thereIsNoEtaBeforeOnePercent() {
        var pace = after(Duration.ofMinutes(5), 1, 1);

        assertThat(eta(pace, 300)).isNull();
    }

    @Test
    void aSteadyCopyHasANarrowRange() {
        var eta = eta(after(Duration.ofMinutes(5), 100, 100), 30_000);

        assertThat(eta.soonest()).isBetween(Duration.ofSeconds(570), Duration.ofSeconds(700));
        assertThat(eta.latest()).isBetween(Duration.ofSeconds(700), Duration.ofSeconds(870));
    }

    @Test
    void aCopyThatSlowedDownHasAWideOne() {
        var eta = eta(after(Duration.ofMinutes(5), 100, 20), 18_000);

        assertThat(eta.latest()).isGreaterThan(eta.soonest().multipliedBy(2));
    }

    @Test
    void anotherPassBeginsAnew() {
        var pace = Pace.look(
                after(Duration.ofMinutes(5), 100, 100), Numbers.of(2, 100_000, 10, 0), START.plusSeconds(310));

        assertThat(pace.first().scanned()).isEqualTo(10);
        assertThat(pace.recent()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PT1S,PT2S", "PT2M,PT2S", "PT10M,PT10S", "PT1H,PT60S", "P30D,PT60S"})
    void theNumbersAreLookedAtEverLessOften(Duration age, Duration interval) {
        assertThat(StatusAge.refreshInterval(age)).isEqualTo(interval);
    }
}
