package dev.tailrace.embedded.run;

import java.time.Duration;
import java.util.Optional;

/**
 * A table of a migration as the control schema has it. Counters are of the open pass.
 *
 * @param phase PLANNED, PREPARING, …
 * @param passNumber its number, 0 before there is one
 * @param estimated items in the source
 * @param scanned items that the copy has read
 * @param applied stream records applied
 * @param removed rows removed by change capture
 * @param eventAge time since the newest applied record was made, to its precision of a second; empty before there is one
 * @param run of the last verification, 0 for none
 * @param outcome of that, empty for none
 */
public record TableView(
        String name,
        String phase,
        int passNumber,
        long estimated,
        long scanned,
        long applied,
        long removed,
        long quarantined,
        Optional<Duration> eventAge,
        long run,
        Optional<String> outcome) {

    /** Whether it is READY with a verification that found no difference. */
    public boolean isReadyAndEqual() {
        return phase.equals("READY") && outcome.equals(Optional.of("EQUAL"));
    }
}
