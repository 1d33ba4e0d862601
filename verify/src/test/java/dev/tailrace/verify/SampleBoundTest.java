package dev.tailrace.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleBoundTest {
    private static final int DRAWS = 1_000;

    @ParameterizedTest
    @CsvSource({
        "1000000, 3000, 0, 0.95, 996",
        "1000000, 3000, 0, 0.99, 1531",
        "10, 10, 0, 0.95, 0",
        "10, 10, 3, 0.95, 3",
        "10, 0, 0, 0.95, 10",
        "10, 1, 1, 0.95, 10",
        "0, 0, 0, 0.95, 0",
        "1, 1, 0, 0.9999, 0",
    })
    void theBoundIsTheLargestNumberThatIsStillLikely(
            long units, long drawn, long wrong, double confidence, long atMost) {
        assertThat(SampleBound.atMost(units, drawn, wrong, confidence)).isEqualTo(atMost);
    }

    @Test
    void moreFoundWrongBoundsToMoreAndMoreDrawnToLess() {
        assertThat(SampleBound.atMost(1_000, 100, 1, 0.95)).isGreaterThan(SampleBound.atMost(1_000, 100, 0, 0.95));
        assertThat(SampleBound.atMost(1_000, 200, 0, 0.95)).isLessThan(SampleBound.atMost(1_000, 100, 0, 0.95));
    }

    @Test
    void moreUnitsThanAnIntCountsAreBoundedToo() {
        long units = 5_000_000_000L;
        assertThat(SampleBound.atMost(units, 3_000, 0, 0.95) / (double) units).isBetween(0.000_998, 0.000_999);
    }

    /** A status page must not wait for it. */
    @Test
    @Timeout(5)
    void theBoundOfManyUnitsIsFoundAtOnce() {
        assertThat(SampleBound.atMost(2_000_000_000, 1_000_000, 0, 0.95)).isBetween(5_900L, 6_000L);
        assertThat(SampleBound.atMost(1_000_000, 500_000, 400_000, 0.95)).isBetween(800_000L, 802_000L);
        assertThat(SampleBound.atMost(2_000_000_000, 1_000_000, 300_000, 0.95)).isBetween(600_000_000L, 603_000_000L);
        assertThat(SampleSize.of(1_000_000, 0.000_01, 0.9999)).isBetween(500_000, 700_000);
        assertThat(SampleSize.ofMany(0.001, 0.95)).isEqualTo(2_995);
        assertThat(SampleSize.ofMany(1e-9, 0.95)).isEqualTo(1_000_000);
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatThrownBy(() -> SampleBound.atMost(10, 11, 0, 0.95)).hasMessageContaining("11 drawn of 10");
    }

    /** The statement is true: it may fail as often as it says, and two in a hundred for chance. */
    @ParameterizedTest
    @CsvSource({
        "1, 100000, 300, 0.004, 0.95, 70",
        "2, 100000, 3000, 0.0009, 0.95, 70",
        "3, 2000, 400, 0.01, 0.95, 70",
        "4, 7812, 2500, 0.001, 0.95, 70",
        "5, 100000, 1000, 0.005, 0.99, 20"
    })
    void theBoundFallsBelowTheTruthAsSeldomAsItSays(
            long seed, int units, int drawn, double share, double confidence, int seldom) {
        var random = new Random(seed);
        long truth = Math.round(units * share);
        int below = 0;
        for (int i = 0; i < DRAWS; i++) {
            // The wrong units are the first: which they are does not matter to a draw.
            long wrong = distinct(random, units, drawn).stream()
                    .filter(unit -> unit < truth)
                    .count();
            if (SampleBound.atMost(units, drawn, wrong, confidence) < truth) {
                below++;
            }
        }
        assertThat(below).as("of %d draws, seed %d", DRAWS, seed).isLessThanOrEqualTo(seldom);
    }

    private static HashSet<Integer> distinct(Random random, int units, int drawn) {
        var numbers = new HashSet<Integer>();
        while (numbers.size() < drawn) {
            numbers.add(random.nextInt(units));
        }
        return numbers;
    }

    /** As above, with the draw that samples are made by. */
    @Test
    void theBoundHoldsForSegmentsDrawnBySeeds() {
        int below = 0;
        for (int i = 0; i < DRAWS; i++) {
            var drawn = new Draw("seed " + i).segments("t", 5_000, 400);
            long wrong = drawn.stream().filter(unit -> unit % 200 == 7).count();
            if (SampleBound.atMost(5_000, 400, wrong, 0.95) < 25) {
                below++;
            }
        }
        assertThat(below).isLessThanOrEqualTo(70);
    }

    @ParameterizedTest
    @CsvSource({
        "1000000, 0.001, 0.95",
        "1000000, 0.001, 0.99",
        "7812, 0.001, 0.95",
        "100, 0.5, 0.5",
        "7, 0.001, 0.95",
        "1, 0.001, 0.95"
    })
    void aCleanSampleOfThisSizeProvesTheShareAndASmallerOneDoesNot(int units, double atMost, double confidence) {
        int size = SampleSize.of(units, atMost, confidence);
        long most = (long) (units * atMost);
        assertThat(size).isBetween(1, units);
        assertThat(SampleBound.atMost(units, size, 0, confidence)).isLessThanOrEqualTo(most);
        assertThat(size == 1 || SampleBound.atMost(units, size - 1, 0, confidence) > most)
                .isTrue();
    }
}
