package dev.tailrace.activities.reverse;

import dev.tailrace.activities.store.ReverseWriter.LaneItem;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import org.jspecify.annotations.Nullable;

/** A lane's item that does not fit what the control schema knows of it (R15): all stops, and a person has to look. */
final class LostCommits {
    private LostCommits() {}

    /** @param now null: it is missing */
    static ProblemException of(String item, @Nullable LaneItem now) {
        return new ProblemException(Problem.of(
                Code.R001,
                "lane item " + item,
                now == null
                        ? "It is missing, and the control schema knows batches that were sent with it."
                        : "It has term %d and number %d, which the control schema does not know."
                                .formatted(now.term(), now.number())));
    }
}
