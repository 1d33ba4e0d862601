package dev.tailrace.activities.file;

import dev.tailrace.mappers.problem.Problem;

/** A reference does not lead to what is needed here. Its words name the reference, never a secret. */
public final class ReferenceException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    ReferenceException(Problem problem) {
        super(problem.describe());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
