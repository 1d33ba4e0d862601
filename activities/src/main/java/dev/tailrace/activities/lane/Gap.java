package dev.tailrace.activities.lane;

import dev.tailrace.mappers.problem.Problem;

/**
 * Records of the stream are, or may be, lost to this pass: the table stops, and only a new pass helps (R12). Where nothing is applied, they
 * stop nothing (R9, watch mode).
 */
public final class Gap extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final boolean nothingLeft;

    public Gap(Problem problem) {
        this(problem, false);
    }

    /** @param nothingLeft whether all of the shard is lost */
    public Gap(Problem problem, boolean nothingLeft) {
        super(problem.describe());
        this.problem = problem;
        this.nothingLeft = nothingLeft;
    }

    /** Whether there is nothing behind it in its shard. */
    public boolean nothingLeft() {
        return nothingLeft;
    }

    public Problem problem() {
        return problem;
    }
}
