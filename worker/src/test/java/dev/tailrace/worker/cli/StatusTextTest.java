package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatusTextTest {
    @Test
    void copyingTableShowsItsNumbers() {
        assertThat(StatusText.of(Statuses.of("shop", Statuses.copying("Orders"))))
                .isEqualTo("""
                        shop  OK  A headline.

                        Orders  BACKFILLING  128.2 k of ~180.0 k items
                          copy      142/200 segments done · 16 running · 64,100 read units (at most 2,000/s) · throttles 0
                          capture   381,910 applied · 12 removed · lag 0.9 s""");
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
