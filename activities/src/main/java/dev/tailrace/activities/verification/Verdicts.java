package dev.tailrace.activities.verification;

import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.verify.Findings;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import dev.tailrace.workflows.verification.VerificationActivities.Verdict;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** From findings to a verdict, with what it does not prove in words. Keys are named by digest: verdicts travel. */
final class Verdicts {
    private static final int DIGEST_SHOWN = 12;

    private Verdicts() {}

    static Verdict of(Request request, Findings findings, List<Violation> violations, Instant now) {
        return new Verdict(
                request.run(),
                outcome(findings),
                findings.sourceItems(),
                findings.targetRows(),
                findings.equal(),
                findings.missing(),
                findings.extra(),
                findings.different(),
                findings.quarantined(),
                findings.skipped(),
                findings.unproven() + findings.unlooked(),
                limits(request, findings),
                now.truncatedTo(ChronoUnit.MILLIS).toString(),
                warnings(request, violations));
    }

    private static List<String> warnings(Request request, List<Violation> violations) {
        return violations.stream()
                .map(v -> v.details().isEmpty()
                        ? v.sentence()
                        : "%s; keys in tailrace.difference, run %d".formatted(v.sentence(), request.run()))
                .toList();
    }

    private static VerdictOutcome outcome(Findings findings) {
        if (findings.confirmed() > 0) {
            return VerdictOutcome.DIFFERENT;
        }
        boolean complete = findings.unproven() + findings.unlooked() + findings.quarantined() == 0;
        return complete ? VerdictOutcome.EQUAL : VerdictOutcome.INCOMPLETE;
    }

    private static List<String> limits(Request request, Findings findings) {
        var limits = new ArrayList<String>();
        if (!request.tokens()) {
            limits.add("no tokens: that capture had passed what was compared is not proven"
                    + (findings.confirmed() > 0
                            ? "; the differences held for 30 s while the source did not change"
                            : ""));
        }
        if (findings.quarantined() > 0) {
            limits.add(findings.quarantined() + " items are in quarantine instead of at the target; key digests "
                    + findings.quarantinedKeys().stream()
                            .map(key -> Digests.sourceKey(key).substring(0, DIGEST_SHOWN))
                            .collect(Collectors.joining(", "))
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
        return List.copyOf(limits);
    }
}
