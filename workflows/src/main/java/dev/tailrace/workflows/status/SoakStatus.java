package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.OwnershipNumbers;
import dev.tailrace.workflows.table.Soak;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rollback window of a table whose target owns the data. Persisted field names.
 *
 * @param since when the target became the owner
 * @param deadline when the window ends
 * @param over whether it has ended; the way back is open all the same
 * @param rollbackSafe whether a rollback would lose nothing; null where that is not known
 * @param because why not, or why it is not known, one reason each
 */
public record SoakStatus(
        Instant since,
        Instant deadline,
        boolean over,
        @Nullable Boolean rollbackSafe,
        List<String> because) {
    public SoakStatus {
        because = because == null ? List.of() : List.copyOf(because);
    }

    /**
     * @param numbers null where they are not known
     * @param unsafe what a gate that was read lately has found; null where none was
     */
    static SoakStatus of(Soak soak, @Nullable OwnershipNumbers numbers, @Nullable List<String> unsafe, Instant now) {
        var over = !now.isBefore(soak.deadline());
        var because = new ArrayList<>(unsafe == null ? List.<String>of() : unsafe);
        if (numbers != null && numbers.quarantined() > 0 && because.isEmpty()) {
            because.add(numbers.quarantined() + " source keys are in reverse quarantine");
        }
        if (numbers != null && !numbers.recording() && because.isEmpty()) {
            because.add("writes at the target are not recorded");
        }
        if (!because.isEmpty()) {
            return new SoakStatus(soak.since(), soak.deadline(), over, false, because);
        }
        return unsafe == null || numbers == null
                ? new SoakStatus(soak.since(), soak.deadline(), over, null, List.of("it was not read yet"))
                : new SoakStatus(soak.since(), soak.deadline(), over, true, List.of());
    }

    /** {@code yes}, or no and why. */
    public String safe() {
        if (rollbackSafe == null) {
            return "unknown: " + String.join("; ", because);
        }
        return rollbackSafe ? "yes" : "no, because " + String.join("; ", because);
    }
}
