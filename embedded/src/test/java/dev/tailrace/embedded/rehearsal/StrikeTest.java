package dev.tailrace.embedded.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.fault.Fault;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class StrikeTest {
    @Test
    void theSameSeedDrawsTheSameStrikesAndAnotherOneOthers() {
        assertThat(Strike.draw(7, 50, 2, true, true)).isEqualTo(Strike.draw(7, 50, 2, true, true));
        assertThat(Strike.draw(7, 50, 2, true, true)).isNotEqualTo(Strike.draw(8, 50, 2, true, true));
    }

    @Test
    void thereAreAsManyKillsAsAskedForAndNothingElseUnlessAskedFor() {
        assertThat(Strike.draw(7, 50, 2, false, false)).hasSize(50).allMatch(strike -> strike.blow() == Blow.KILL);
        assertThat(Strike.draw(7, 50, 2, true, true))
                .filteredOn(strike -> strike.blow() == Blow.KILL)
                .hasSize(50);
    }

    @Test
    void everyBlowEveryPhaseEveryWorkerAndEveryFaultIsDrawn() {
        List<Strike> strikes = Strike.draw(7, 1_000, 2, true, true);
        assertThat(strikes).extracting(Strike::blow).contains(Blow.values());
        assertThat(strikes).extracting(Strike::aim).contains("BACKFILLING", "CATCHING_UP", "VERIFYING", "READY");
        assertThat(strikes).extracting(Strike::worker).containsOnly(0, 1);
        assertThat(strikes.stream().map(Strike::fault).map(Fault::getClass).collect(Collectors.toSet()))
                .hasSize(4);
    }

    @Test
    void manyKillsComeInRoundsThatDiffer() {
        List<List<Strike>> rounds = new DrillPlan(List.of("app"), 100, 120, 7, false, false).rounds();
        assertThat(rounds).extracting(List::size).containsExactly(50, 50, 20);
        assertThat(rounds.get(0)).isNotEqualTo(rounds.get(1));
    }
}
