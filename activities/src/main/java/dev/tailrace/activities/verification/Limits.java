package dev.tailrace.activities.verification;

import dev.tailrace.activities.quarantine.AcceptedSet.Accepted;
import dev.tailrace.verify.Findings;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a run does not prove, a sentence each. */
final class Limits {
    private Limits() {}

    static List<String> of(Request request, LevelResult result, boolean balances, Quarantine quarantine) {
        var findings = result.findings();
        var limits = new ArrayList<>(result.limits());
        if (request.options().level() != VerificationLevel.TOUCHED
                && findings.items().items() == 0
                && findings.target().rows() == 0) {
            limits.add("both sides are empty");
        }
        if (!balances) {
            limits.add("the counts do not balance, so nothing is proven: verify again, and report this");
        }
        if (!request.tokens()) {
            limits.add("no tokens: that capture had passed what was compared is not proven"
                    + (findings.confirmed() > 0
                            ? "; the differences held for 30 s while the source did not change"
                            : ""));
        }
        if (findings.quarantined() > 0) {
            limits.add(quarantine.sentence(findings));
        }
        if (findings.unproven() > 0) {
            limits.add(findings.unproven() + " items "
                    + (findings.captureLate()
                            ? "differed, and capture did not show a token in time"
                            : "changed at every look"));
        }
        if (findings.unlooked() > 0) {
            limits.add("at least " + findings.unlooked()
                    + " more rows may differ than were looked at; the counts of differences are lower bounds");
        }
        limits.addAll(Verdict.STANDING_LIMITS);
        return limits;
    }

    /** How the items in quarantine are told of. @param accepted null where no one answers for them */
    record Quarantine(KeyNames names, @Nullable Accepted accepted) {
        private String sentence(Findings findings) {
            var items = findings.quarantined() + " items are in quarantine instead of at the target";
            if (accepted != null) {
                return items + ", accepted by " + accepted.by() + " at " + accepted.at() + ": " + accepted.reason()
                        + "; the set's digest is " + accepted.digest();
            }
            var keys = findings.quarantinedKeys().stream().map(names::of).collect(Collectors.joining(", "));
            return items + "; key names " + keys
                    + (findings.quarantined() > findings.quarantinedKeys().size() ? ", …" : "");
        }
    }
}
