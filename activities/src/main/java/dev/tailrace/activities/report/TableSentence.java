package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Confirmed;
import dev.tailrace.workflows.verification.SampleStatement;
import dev.tailrace.workflows.verification.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a table comes to, in a sentence. */
final class TableSentence {
    /** Of a table that was repaired after the verdict that it stands on. */
    static final String REPAIRED = "A repair has written rows since its verdict, and no verification has ended since.";

    private TableSentence() {}

    /** Of a table that no run of its newest pass speaks for. */
    static String withoutRun(String phase) {
        return phase.equals(Phase.ABORTED.name())
                ? "It was aborted: nothing is proven."
                : "No verification of its newest pass has ended: nothing is proven.";
    }

    static String of(ReportedRun run) {
        var proof = run.proof();
        if (proof.isEmpty()) {
            return "Its verdict is not what was stored: " + run.trouble();
        }
        var verdict = proof.get();
        return switch (verdict.outcome()) {
            case EQUAL -> equal(verdict) + ".";
            case EXCEPTED ->
                equal(verdict) + ", but for " + Show.count(verdict.confirmed().accepted(), "item")
                        + " in quarantine, accepted by name.";
            case DIFFERENT -> different(verdict) + ".";
            case INCOMPLETE -> "Nothing is known to be wrong, but not all was proven" + left(verdict.confirmed()) + ".";
        };
    }

    private static String different(Verdict verdict) {
        var confirmed = verdict.confirmed();
        if (verdict.level() == VerificationLevel.COUNT) {
            var counted = new ArrayList<String>();
            add(counted, confirmed.missing(), "rows too few");
            add(counted, confirmed.extra(), "rows too many");
            if (confirmed.different() > 0) {
                counted.add("other totals in " + Show.count(confirmed.different(), "target table"));
            }
            return "The target does not come to what its items make: " + String.join(", ", counted);
        }
        return Show.count(confirmed.mismatches(), "row") + " at the target "
                + (confirmed.mismatches() == 1 ? "is" : "are") + " wrong: " + kinds(confirmed);
    }

    private static String equal(Verdict verdict) {
        return switch (verdict.level()) {
            case FULL ->
                "Each of its " + Show.count(verdict.balance().source().rows(), "row")
                        + " was compared, both ways, and is the same";
            case TOUCHED -> "What had changed since an earlier full comparison was compared, and is the same";
            case COUNT -> "As many rows are there as there should be; no single row was compared";
            case SAMPLE -> sample(verdict.sample());
        };
    }

    private static String sample(@Nullable SampleStatement sample) {
        if (sample == null) {
            return "In what was drawn nothing is wrong";
        }
        return ("In what was drawn nothing is wrong: with %s confidence at most %s of %s of the source and %s of %s of the"
                        + " target are wrong")
                .formatted(
                        Show.percent(sample.confidence()),
                        Show.number(sample.source().atMost()),
                        Show.count(sample.source().units(), "segment"),
                        Show.number(sample.target().atMost()),
                        Show.count(sample.target().units(), "row"));
    }

    private static String kinds(Confirmed confirmed) {
        var kinds = new ArrayList<String>();
        add(kinds, confirmed.missing(), "missing");
        add(kinds, confirmed.extra(), "extra");
        add(kinds, confirmed.different(), "with other cells");
        return String.join(", ", kinds);
    }

    private static String left(Confirmed confirmed) {
        var left = new ArrayList<String>();
        if (confirmed.quarantined() > 0) {
            left.add(Show.count(confirmed.quarantined(), "item") + " in quarantine "
                    + (confirmed.quarantined() == 1 ? "is" : "are") + " not accepted");
        }
        add(left, confirmed.unproven(), "could not be told");
        return left.isEmpty() ? "" : ": " + String.join(", ", left);
    }

    private static void add(List<String> words, long count, String word) {
        if (count > 0) {
            words.add(Show.number(count) + " " + word);
        }
    }
}
