package dev.tailrace.workflows.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The ranges that an operator is told, against simulated copies of about an hour. */
class EtaTest {
    private static final Instant START = Instant.parse("2026-11-20T12:00:00Z");
    private static final int RUNS = 20;
    private static final int BETWEEN_SAMPLES = 60;

    private int samples;
    private int right;
    private double width;

    @ParameterizedTest(name = "noise {0}, {1} slow spells an hour, steered {2} times an hour")
    @CsvSource({"0, 0, 0", "0.3, 0, 0", "0.9, 0, 0", "0.3, 10, 0", "0.3, 30, 0", "0.3, 0, 3", "0.3, 10, 3"})
    void rangesAreRightInNineOfTenSamples(double noise, double spells, double steers) {
        for (long seed = 1; seed <= RUNS; seed++) {
            follow(seed, noise, spells, steers);
        }
        System.out.printf(
                "noise %.1f, %.0f spells, %.0f steers an hour: %d of %d right, ranges of ±%.0f %% (seeds 1 to %d)%n",
                noise, spells, steers, right, samples, 100 * width / samples, RUNS);
        assertThat(samples).isGreaterThan(RUNS * 20);
        assertThat((double) right / samples).isGreaterThanOrEqualTo(0.9);
        assertThat(width / samples).isLessThan(0.6);
    }

    @Test
    void thereIsNoneWhileNothingMoves() {
        Pace pace = null;
        for (int second = 0; second <= 120; second += 2) {
            pace = Pace.look(pace, Numbers.of(1, 1_000, 500, 1), START.plusSeconds(second));
        }

        assertThat(Eta.of(pace, Numbers.of(1, 1_000, 500, 1), START.plusSeconds(120)))
                .isNull();
    }

    private void follow(long seed, double noise, double spells, double steers) {
        var copy = new SimulatedBackfill(seed, noise, spells);
        var operator = new SplittableRandom(-seed);
        Pace pace = null;
        var seen = copy.progress();
        int pausedUntil = 0;
        for (int second = 0, nextLook = 0; !copy.done(); second++) {
            copy.pause(second < pausedUntil);
            if (operator.nextDouble() < steers / 3_600) {
                copy.limit(operator.nextDouble(200, 1_200));
            } else if (operator.nextDouble() < steers / 3_600) {
                pausedUntil = second + operator.nextInt(60, 600);
            }
            if (second >= nextLook) {
                seen = copy.progress();
                pace = Pace.look(pace, seen, START.plusSeconds(second));
                nextLook = second
                        + (int) StatusAge.refreshInterval(Duration.ofSeconds(second))
                                .toSeconds();
            }
            if (second % BETWEEN_SAMPLES == 0 && !seen.backfillPaused() && second >= pausedUntil) {
                compare(Eta.of(pace, seen, START.plusSeconds(second)), copy.secondsLeft());
            }
            copy.second();
        }
    }

    private void compare(Eta eta, long left) {
        if (eta != null) {
            samples++;
            right += eta.soonest().toSeconds() <= left && left <= eta.latest().toSeconds() ? 1 : 0;
            width += (eta.latest().toSeconds() - eta.soonest().toSeconds()) / 2.0 / Math.max(60, left);
        }
    }
}
