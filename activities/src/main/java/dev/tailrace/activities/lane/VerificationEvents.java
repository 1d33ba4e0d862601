package dev.tailrace.activities.lane;

import dev.tailrace.workflows.table.TableRef;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import java.util.Locale;

/** What the audit trail tells of a comparison. */
public final class VerificationEvents {
    private VerificationEvents() {}

    /** A verdict is stored: by its digest, which is of all that it says. For the transaction that stores it. */
    public static NewEvent verdict(
            TableRef table, long passId, long run, VerificationLevel level, VerdictOutcome outcome, String digest) {
        var event = NewEvent.of(table, EventType.VERDICT, "verdict/" + passId + "/" + run)
                .ending(outcome.name())
                .with("level", level.name().toLowerCase(Locale.ROOT))
                .with("digest", digest);
        event.payload().put("pass", passId).put("run", run);
        return event;
    }
}
