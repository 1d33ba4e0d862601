package dev.tailrace.activities.verification;

import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a run does not prove, a sentence each. */
final class Limits {
    private Limits() {}

    static List<String> of(Request request, LevelResult result, boolean balances, KeyNames names) {
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
            limits.add(findings.quarantined() + " items are in quarantine instead of at the target; key names "
                    + findings.quarantinedKeys().stream().map(names::of).collect(Collectors.joining(", "))
                    + (findings.quarantined() > findings.quarantinedKeys().size() ? ", …" : ""));
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
}
