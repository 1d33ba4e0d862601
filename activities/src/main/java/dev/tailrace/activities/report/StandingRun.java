package dev.tailrace.activities.report;

import dev.tailrace.workflows.table.VerdictOutcome;
import dev.tailrace.workflows.table.VerificationLevel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * On which run a table stands. Only runs of the newest pass can say anything of what the target holds. Of these it is the newest that
 * looked at every row; a part that was looked at later proves nothing more, but it can find that something is wrong.
 */
final class StandingRun {
    private StandingRun() {}

    /**
     * Marks the run that the table stands on.
     *
     * @param runs of all passes, the newest first
     * @param passId the newest pass's
     */
    static List<ReportedRun> marked(List<ReportedRun> runs, long passId) {
        var marked = new ArrayList<ReportedRun>(runs);
        of(runs.stream().filter(run -> run.passId() == passId).toList())
                .ifPresent(run -> marked.set(runs.indexOf(run), run.standing()));
        return List.copyOf(marked);
    }

    private static Optional<ReportedRun> of(List<ReportedRun> runs) {
        var whole = first(runs, run -> sawAll(run.level()));
        if (whole.isEmpty()) {
            return first(runs, run -> run.outcome() == VerdictOutcome.DIFFERENT).or(() -> first(runs, run -> true));
        }
        int since = runs.indexOf(whole.get());
        return first(runs.subList(0, since), run -> run.outcome() == VerdictOutcome.DIFFERENT)
                .or(() -> whole);
    }

    private static Optional<ReportedRun> first(List<ReportedRun> runs, Predicate<ReportedRun> wanted) {
        return runs.stream().filter(wanted).findFirst();
    }

    private static boolean sawAll(VerificationLevel level) {
        return switch (level) {
            case FULL, TOUCHED -> true;
            case COUNT, SAMPLE -> false;
        };
    }
}
