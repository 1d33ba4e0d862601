package dev.tailrace.activities.report;

import dev.tailrace.activities.trail.TrailDigest;
import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import dev.tailrace.workflows.verification.Verdict;
import dev.tailrace.workflows.verification.VerdictText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A stored verdict, asked whether it is what its digest says. */
final class StoredRun {
    private StoredRun() {}

    /**
     * @param level as its column has it
     * @param outcome likewise
     * @param text the verdict, with its digest
     * @param positions of the lanes when it ended, which it has the digest of (I6)
     */
    static ReportedRun of(
            long passId,
            int pass,
            long run,
            Instant storedAt,
            String level,
            String outcome,
            String text,
            String positions) {
        var verdict = read(text);
        var stored = new ReportedRun(
                passId,
                pass,
                run,
                storedAt,
                VerificationLevel.valueOf(level),
                VerdictOutcome.valueOf(outcome),
                false,
                null,
                verdict,
                List.of(),
                text);
        var trouble = trouble(verdict, run, level, outcome, text, positions);
        return trouble == null ? stored : stored.doubted(trouble);
    }

    private static @Nullable Verdict read(String text) {
        try {
            return VerdictText.read(text);
        } catch (IllegalStateException e) {
            return null;
        }
    }

    private static @Nullable String trouble(
            @Nullable Verdict verdict, long run, String level, String outcome, String text, String positions) {
        if (verdict == null) {
            return "its text is none that this version can read.";
        }
        if (!VerdictText.write(verdict).equals(text)
                || !verdict.sealed().digest().equals(verdict.digest())) {
            return "its text does not have the digest that it states; it was edited after it was stored.";
        }
        if (verdict.run() != run
                || !verdict.level().name().equals(level)
                || !verdict.outcome().name().equals(outcome)) {
            return "its row says otherwise than its text.";
        }
        if (!TrailDigest.of(positions.getBytes(StandardCharsets.UTF_8))
                .equals(verdict.circumstances().positions())) {
            return "the lanes' positions that are stored with it are not those that it states.";
        }
        return verdict.balance().balances() || verdict.outcome() == VerdictOutcome.INCOMPLETE
                ? null
                : "its balance does not add up.";
    }
}
