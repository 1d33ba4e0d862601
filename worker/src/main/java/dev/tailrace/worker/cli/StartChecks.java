package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.activities.plan.Plans;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.List;

/** What {@code plan} would say, before a migration is started. */
final class StartChecks {
    private StartChecks() {}

    /** Throws {@link Failure} with everything that prevents a start, as far as it can be seen from here. */
    static void check(MigrationSpec spec) {
        var problems = problems(spec);
        if (!problems.isEmpty()) {
            throw new Failure(problems);
        }
    }

    private static List<Problem> problems(MigrationSpec spec) {
        try {
            return Plans.of(spec).stream()
                    .flatMap(plan -> plan.problems().stream())
                    .map(Problem::beforeStart)
                    .toList();
        } catch (ProblemException e) {
            return List.of(e.problem().beforeStart());
        }
    }
}
