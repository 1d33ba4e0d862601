package dev.tailrace.workflows.table;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a verdict after it was made, and what people said of it. Persisted field names.
 *
 * @param check a later verification that proves less than the file asks for: it does not take the verdict's place; null for none
 * @param acceptance the last one of what is in quarantine, whether it holds or not; null for none
 * @param approvals the newest per person; those of an older verdict than the one that stands are void
 * @param repair what made the verdict void for the keys it named; null for nothing
 */
public record VerdictNotes(
        @Nullable VerdictSummary check,
        @Nullable Signature acceptance,
        List<Approval> approvals,
        @Nullable Signature repair) {
    /** Nothing happened. */
    public static final VerdictNotes NONE = new VerdictNotes(null, null, List.of(), null);

    public VerdictNotes {
        approvals = approvals == null ? List.of() : List.copyOf(approvals);
    }

    /**
     * Who did something, why and when. Persisted field names.
     *
     * @param reason empty where none was asked for
     */
    public record Signature(String by, String reason, Instant at) {}

    /**
     * An approval of one verdict. Persisted field names.
     *
     * @param digest the verdict's, 64 hex digits
     */
    public record Approval(String digest, Signature signature) {}

    /** What was only a check, and the repair before the verdict, count no more. */
    public VerdictNotes afterAnotherVerdict() {
        return new VerdictNotes(null, acceptance, approvals, null);
    }

    public VerdictNotes withCheck(VerdictSummary verdict) {
        return new VerdictNotes(verdict, acceptance, approvals, repair);
    }

    public VerdictNotes withAcceptance(Signature signature) {
        return new VerdictNotes(check, signature, approvals, repair);
    }

    /** A person's later approval takes the place of the earlier one; approvals of other verdicts are dropped. */
    public VerdictNotes withApproval(Approval approval) {
        var others = approvals.stream()
                .filter(other -> other.digest().equals(approval.digest())
                        && !other.signature().by().equals(approval.signature().by()));
        return new VerdictNotes(
                check, acceptance, Stream.concat(others, Stream.of(approval)).toList(), repair);
    }

    public VerdictNotes withRepair(Signature signature) {
        return new VerdictNotes(check, acceptance, approvals, signature);
    }
}
