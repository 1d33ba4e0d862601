package dev.tailrace.activities.lane;

import dev.tailrace.mappers.problem.Problem;

/** Records of the stream are, or may be, lost to this pass: the table stops, and only a new pass helps (R12). */
public final class Gap extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public Gap(Problem problem) {
        super(problem.describe());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
