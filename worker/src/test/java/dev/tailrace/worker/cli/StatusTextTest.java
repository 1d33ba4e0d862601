package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTextTest {
    @Test
    void copyingTableShowsItsNumbers() {
        assertThat(StatusText.of(Statuses.of("shop", Statuses.copying("Orders"))))
                .isEqualTo("""
                        shop  OK  A headline.

                        Orders  BACKFILLING  71.2 %  128.2 k of ~180.0 k items  14.9 k items/s  elapsed 2 h 06 min  left 58 min – 66 min
                          segments  142/200 done · 16 running · slowest 77
                          capacity  1,962 of 2,000 read units/s · 64,100 in all · throttles 0
                          capture   381,910 applied · 12 removed · lag 0.9 s · converging
                          left out  200 items: 185 by rule 2 · 15 by none
                          one way   3 items copied would not come back exactly
                          held back by us: limit of 2,000 read units/s""");
    }

    @Test
    void anEqualVerdictTellsWhatConstraintsWouldRefuse() {
        assertThat(StatusText.of(Statuses.of("shop", Statuses.warned("Orders", "orders is not unique by [n]"))))
                .contains("verdict   EQUAL  60,000 equal", "            later: orders is not unique by [n]");
    }

    @Test
    void incompleteVerdictNamesWhatWasNotProven() {
        assertThat(StatusText.of(Statuses.of("shop", Statuses.ready("Orders", "INCOMPLETE", "t"))))
                .contains("verdict   INCOMPLETE  60,000 equal", "2 not proven", "not proven: capture had not passed");
    }

    @Test
    void obstacleIsShownWithItsFix() {
        assertThat(StatusText.of(Statuses.of("shop", Statuses.blocked("Orders"))))
                .contains("TR-S001", "what   table Orders", "fix    Create it");
    }
}
