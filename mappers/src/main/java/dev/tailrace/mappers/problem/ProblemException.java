package dev.tailrace.mappers.problem;

/** What somebody wants cannot be done, and a person has to act. Its words hold no secret and no value of an item. */
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
