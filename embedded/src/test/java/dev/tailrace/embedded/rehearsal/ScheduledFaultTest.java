package dev.tailrace.embedded.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.embedded.fault.Fault;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ScheduledFaultTest {
    @Test
    void theSameSeedDrawsTheSameFaultsAndAnotherOneOthers() {
        assertThat(ScheduledFault.draw(7, 50, 2, true, true)).isEqualTo(ScheduledFault.draw(7, 50, 2, true, true));
        assertThat(ScheduledFault.draw(7, 50, 2, true, true)).isNotEqualTo(ScheduledFault.draw(8, 50, 2, true, true));
    }

    @Test
    void thereAreAsManyKillsAsAskedForAndNothingElseUnlessAskedFor() {
        assertThat(ScheduledFault.draw(7, 50, 2, false, false))
                .hasSize(50)
                .allMatch(fault -> fault.kind() == FaultKind.KILL);
        assertThat(ScheduledFault.draw(7, 50, 2, true, true))
                .filteredOn(fault -> fault.kind() == FaultKind.KILL)
                .hasSize(50);
    }

    @Test
    void everyKindEveryPhaseEveryWorkerAndEveryFaultOfDynamoDbIsDrawn() {
        List<ScheduledFault> faults = ScheduledFault.draw(7, 1_000, 2, true, true);
        assertThat(faults).extracting(ScheduledFault::kind).contains(FaultKind.values());
        assertThat(faults).extracting(ScheduledFault::aim).contains("BACKFILLING", "CATCHING_UP", "VERIFYING", "READY");
        assertThat(faults).extracting(ScheduledFault::worker).containsOnly(0, 1);
        assertThat(faults.stream()
                        .map(ScheduledFault::fault)
                        .map(Fault::getClass)
                        .collect(Collectors.toSet()))
                .hasSize(4);
    }

    @Test
    void manyKillsComeInRoundsThatDiffer() {
        List<List<ScheduledFault>> rounds = new ChaosPlan(List.of("app"), 100, 120, 7, false, false).rounds();
        assertThat(rounds).extracting(List::size).containsExactly(50, 50, 20);
        assertThat(rounds.get(0)).isNotEqualTo(rounds.get(1));
    }
}
