package dev.tailrace.worker.cli;

import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.status.SoakStatus;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.OwnershipNumbers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Who owns a table's data, how the way back fares, and what a switch does now, in lines for people. */
record SwitchLines(Instant now) {
    /** None while the source owns the data and no switch is under way. */
    List<String> of(TableStatus table) {
        var lines = new ArrayList<String>();
        var attempt = table.attempt();
        var soak = table.soak();
        if (attempt != null || soak != null) {
            lines.add("owner     " + table.owner());
        }
        if (attempt != null) {
            var until =
                    attempt.deadline() == null ? "" : "; aborts itself at " + HumanFormat.second(attempt.deadline());
            lines.add("attempt   " + attempt.attempt() + ": " + attempt.step() + until);
        }
        if (soak != null) {
            var numbers = table.progress() == null ? null : table.progress().ownership();
            if (numbers != null) {
                lines.add("reverse   " + reverse(numbers));
            }
            lines.add("rollback  safe: " + soak.safe());
            lines.add("window    " + window(soak));
        }
        return lines;
    }

    private static String reverse(OwnershipNumbers numbers) {
        var oldest = numbers.oldestMarkSeconds();
        return String.format(
                Locale.ROOT,
                "%,d writes to be routed · %,d keys to be written back%s%s%s",
                numbers.outbox(),
                numbers.marks(),
                oldest == null ? "" : ", the oldest since " + HumanFormat.rough(Duration.ofSeconds(oldest.longValue())),
                numbers.quarantined() == 0
                        ? ""
                        : String.format(Locale.ROOT, " · %,d in quarantine", numbers.quarantined()),
                numbers.foreign() == 0
                        ? ""
                        : String.format(Locale.ROOT, " · %,d foreign writes undone", numbers.foreign()));
    }

    private String window(SoakStatus soak) {
        return soak.over()
                ? "ended at " + HumanFormat.minute(soak.deadline())
                        + "; nothing happened by itself: extend it, or finalize"
                : "until " + HumanFormat.minute(soak.deadline()) + ", "
                        + HumanFormat.rough(Duration.between(now, soak.deadline())) + " left";
    }
}
