package dev.tailrace.activities.verification;

import dev.tailrace.activities.quarantine.AcceptedSet.Accepted;
import dev.tailrace.verify.Findings;
import dev.tailrace.verify.RowClasses;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.verification.Balance;
import dev.tailrace.workflows.verification.Balance.Side;
import dev.tailrace.workflows.verification.Circumstances;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.TableRows;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerificationActivities.Request;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** From what a run found to a verdict, with what it does not prove in words. */
final class Verdicts {
    private Verdicts() {}

    /** @param accepted who accepted the items in quarantine by name, all of them and no others; null where no one did */
    static Verdict of(
            Request request,
            LevelResult result,
            List<Violation> violations,
            Circumstances circumstances,
            @Nullable Accepted accepted,
            KeyNames names) {
        var findings = result.findings();
        var balance = balance(findings);
        var confirmed = confirmed(findings, accepted != null);
        return new Verdict(
                        request.run(),
                        request.options().level(),
                        outcome(confirmed, result.proven() && balance.balances()),
                        confirmed,
                        balance,
                        findings.tables().entrySet().stream()
                                .map(e -> new TableRows(
                                        e.getKey(),
                                        e.getValue().source(),
                                        e.getValue().target()))
                                .toList(),
                        result.sample(),
                        circumstances,
                        Limits.of(request, result, balance.balances(), new Limits.Quarantine(names, accepted)),
                        warnings(request, violations),
                        "")
                .sealed();
    }

    private static Balance balance(Findings findings) {
        var items = findings.items();
        return new Balance(
                items.items(),
                items.mapped(),
                items.skipped(),
                items.refused(),
                side(findings.source()),
                side(findings.target()));
    }

    private static Side side(RowClasses rows) {
        return new Side(
                rows.rows(),
                rows.paired(),
                rows.settled(),
                rows.different(),
                rows.unmatched(),
                rows.quarantined(),
                rows.inFlight());
    }

    private static Confirmed confirmed(Findings findings, boolean accepted) {
        long quarantined = findings.quarantined();
        return new Confirmed(
                findings.missing(),
                findings.extra(),
                findings.different(),
                accepted ? 0 : quarantined,
                accepted ? quarantined : 0,
                findings.items().expired(),
                findings.unproven() + findings.unlooked());
    }

    private static VerdictOutcome outcome(Confirmed confirmed, boolean proven) {
        if (confirmed.mismatches() > 0) {
            return VerdictOutcome.DIFFERENT;
        }
        if (!proven || confirmed.unproven() + confirmed.quarantined() > 0) {
            return VerdictOutcome.INCOMPLETE;
        }
        return confirmed.accepted() > 0 ? VerdictOutcome.EXCEPTED : VerdictOutcome.EQUAL;
    }

    private static List<String> warnings(Request request, List<Violation> violations) {
        return violations.stream()
                .map(v -> v.details().isEmpty()
                        ? v.sentence()
                        : "%s; keys in tailrace.difference, run %d".formatted(v.sentence(), request.run()))
                .toList();
    }
}
