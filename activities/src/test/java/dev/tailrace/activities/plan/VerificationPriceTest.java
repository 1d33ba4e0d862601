package dev.tailrace.activities.plan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerificationPriceTest {
    private static final long KIB = 1_024;

    @Test
    void aLargeTableIsSampledForASmallPartOfItsPrice() {
        var price = VerificationPrice.of(180_000_000, 180_000_000 * KIB);
        assertThat(price.all()).isEqualTo(45_000_000);
        assertThat(price.sample()).isBetween(100_000L, 150_000L);
        assertThat(price.touched()).isEqualTo(2_000);
    }

    /** 781 segments: to prove that none of a thousand is wrong, all are read; and the rows are looked up besides. */
    @Test
    void aSampleOfASmallTableCostsMoreThanAllOfIt() {
        var price = VerificationPrice.of(100_000, 100_000 * KIB);
        assertThat(price.sample()).isGreaterThan(price.all());
    }

    @Test
    void anItemOfManyPagesIsPaidWhole() {
        assertThat(VerificationPrice.of(10, 10 * 9 * KIB).touched()).isEqualTo(6_000);
    }

    @Test
    void anEmptyTableCostsNothing() {
        assertThat(VerificationPrice.of(0, 0)).isEqualTo(new VerificationPrice(0, 0, 0));
    }
}
