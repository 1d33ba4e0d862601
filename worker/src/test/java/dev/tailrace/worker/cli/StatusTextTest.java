package dev.tailrace.worker.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.table.VerdictOutcome;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StatusTextTest {
    private static String text(MigrationStatus status) {
        return StatusText.of(status, Statuses.NOON.plusSeconds(20), Colours.NONE);
    }

    @Test
    void copyingTableShowsItsNumbersAndWhenTheyWereRead() {
        assertThat(text(Statuses.of("shop", Statuses.copying("Orders")))).isEqualTo("""
                        shop  OK  A headline.
                          numbers   as of 2026-11-20 12:00:00Z, 20 s ago

                        Orders  BACKFILLING  71.2 %  128.2 k of ~180.0 k items  14.9 k items/s  elapsed 2 h 06 min  left 58 min – 66 min
                          segments  142 of 200 done · 16 running · slowest: segment 77
                          capacity  1,962 of 2,000 read units/s · 64,100 read units in all · throttles 0
                          capture   381,910 applied · 12 removed · lag 0.9 s · converging
                          left out  200 items: 185 by rule 2 · 15 by none
                          one way   3 items copied would not come back exactly
                          held back by us: limit of 2,000 read units/s""");
    }

    @Test
    void numbersOfAnOutageSaySoAndTheirLagGoesOn() {
        var status = Statuses.of("shop", Statuses.copying("Orders"));

        assertThat(StatusText.of(status, Statuses.NOON.plusSeconds(300), Colours.NONE))
                .contains("as of 2026-11-20 12:00:00Z, 5 min ago: no worker could read newer ones", "lag up to 5 min\n")
                .doesNotContain("converging");
    }

    @Test
    void verdictSaysHowOldItIs() {
        assertThat(text(Statuses.of("shop", Statuses.ready("Orders", VerdictOutcome.EQUAL, Statuses.VERDICT_AT))))
                .contains("verdict   EQUAL 22 min ago  60,000 equal");
    }

    @Test
    void readyTableThatIsBlockedSaysSoAndClaimsNoHundredPercent() {
        assertThat(text(Statuses.of("shop", Statuses.readyAndBlocked("Orders"))))
                .contains(
                        "Orders  READY  BLOCKED  copied 128.0 k items in 2 h 06 min\n",
                        "capture   381,910 applied · 12 removed · stopped\n",
                        "TR-C015")
                .doesNotContain("100.0", "converging", "lag");
    }

    @Test
    void healthHasItsColourWhereOneIsShown() {
        var blocked = Statuses.of("shop", Statuses.blocked("Orders"));

        assertThat(StatusText.of(blocked, Statuses.NOON, new Colours(true))).contains("\u001b[31mBLOCKED\u001b[0m");
        assertThat(Colours.of(Map.of("TERM", "xterm"), true).shown()).isTrue();
        assertThat(Colours.of(Map.of("TERM", "dumb"), true).shown()).isFalse();
        assertThat(Colours.of(Map.of("NO_COLOR", "1"), true).shown()).isFalse();
        assertThat(Colours.of(Map.of(), false).shown()).isFalse();
    }

    @Test
    void anEqualVerdictTellsWhatConstraintsWouldRefuse() {
        assertThat(text(Statuses.of("shop", Statuses.warned("Orders", "orders is not unique by [n]"))))
                .contains("verdict   EQUAL 22 min ago  60,000 equal", "            later: orders is not unique by [n]");
    }

    @Test
    void incompleteVerdictNamesWhatWasNotProven() {
        assertThat(text(Statuses.of("shop", Statuses.ready("Orders", VerdictOutcome.INCOMPLETE, Statuses.VERDICT_AT))))
                .contains(
                        "verdict   INCOMPLETE 22 min ago  60,000 equal",
                        "2 not proven",
                        "not proven: capture had not passed");
    }

    @Test
    void whoAcceptedWhatAndWhoApprovedItIsSaid() {
        assertThat(text(Statuses.of("shop", Statuses.excepted("Orders", 3, 3))))
                .contains(
                        "bad items 3 in quarantine, accepted by name",
                        "verdict   EXCEPTED: 3 items in quarantine accepted by ann: test data 22 min ago  60,000 equal",
                        "            approved by ann: test data",
                        "            digest " + "0a".repeat(32));
    }

    @Test
    void aCheckThatProvesLessStandsBelowTheVerdict() {
        assertThat(text(Statuses.of("shop", Statuses.checked("Orders", VerdictOutcome.INCOMPLETE))))
                .contains(
                        "verdict   EQUAL 22 min ago",
                        "            since then: INCOMPLETE (count) 22 min ago  60,000 equal");
    }

    @Test
    void obstacleIsShownWithItsFix() {
        assertThat(text(Statuses.of("shop", Statuses.blocked("Orders"))))
                .contains("TR-S001", "what   table Orders", "fix    Create it");
    }
}
