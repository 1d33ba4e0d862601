package dev.tailrace.mappers.problem;

/** What was asked for cannot be done, and a person has to act. Its message holds no secret and no value of an item. */
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.describe());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
