package dev.tailrace.activities.repair;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import dev.tailrace.workflows.repair.RepairActivities.RepairListing;
import dev.tailrace.workflows.verification.VerdictText;
import java.sql.Connection;
import java.util.List;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;

/**
 * What a repair of a verdict's differences would do.
 *
 * @param run the verdict's run; 0 where there is none
 * @param counted differences that the verdict counted
 * @param differences those that are stored, all of them
 */
public record RepairPlan(long run, long counted, List<StoredDifference> differences) {
    private static final int MOST = 100_000;
    private static final int LINES = 50;

    public RepairPlan {
        differences = List.copyOf(differences);
    }

    /**
     * Reads it.
     *
     * @param stated the verdict's run; 0 for the newest
     * @throws ProblemException coded V003 where there is no such run
     */
    public static RepairPlan read(Connection connection, String table, long passId, long stated) {
        var found = StoredDifference.run(connection, passId, stated);
        if (found.isEmpty()) {
            if (stated > 0) {
                throw new ProblemException(Problem.of(
                        Code.V003,
                        "table %s: its pass has no verification %d".formatted(table, stated),
                        newest(connection, passId)));
            }
            return new RepairPlan(0, 0, List.of());
        }
        long run = found.get();
        return new RepairPlan(
                run, counted(connection, passId, run), StoredDifference.read(connection, passId, run, 0, MOST));
    }

    private static String newest(Connection connection, long passId) {
        return StoredDifference.run(connection, passId, 0)
                .map(run -> "the newest is " + run)
                .orElse("there is none yet");
    }

    private static long counted(Connection connection, long passId, long run) {
        var text = DSL.using(connection, SQLDialect.POSTGRES)
                .fetchSingle("select verdict from tailrace.verification where pass_id = ? and run = ?", passId, run)
                .get(0, String.class);
        return VerdictText.read(text).confirmed().mismatches();
    }

    /** The same for a workflow: no key is in it. */
    RepairListing listing() {
        return new RepairListing(
                run,
                differences.stream().filter(d -> !d.isForeign() && !d.goes()).count(),
                differences.stream().filter(StoredDifference::goes).count(),
                differences.stream().filter(StoredDifference::isForeign).count(),
                counted,
                differences.stream()
                        .limit(LINES)
                        .map(d -> "%d  %s%s: %s"
                                .formatted(
                                        d.number(),
                                        d.kind(),
                                        d.target().isEmpty() ? "" : " in " + d.target(),
                                        d.plan()))
                        .toList(),
                null);
    }
}
