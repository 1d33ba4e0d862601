package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Problem;
import java.util.List;

/** A command that cannot do what was asked, in the operator's words. */
final class Failure extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient List<Problem> problems;

    Failure(List<Problem> problems) {
        super(problems.getFirst().describe());
        this.problems = List.copyOf(problems);
    }

    Failure(Problem problem) {
        this(List.of(problem));
    }

    Failure(Problem problem, Throwable cause) {
        super(problem.describe(), cause);
        this.problems = List.of(problem);
    }

    /** At least one. */
    List<Problem> problems() {
        return problems;
    }
}
