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
        this(List.of(problem), cause);
    }

    Failure(List<Problem> problems, Throwable cause) {
        super(problems.getFirst().describe(), cause);
        this.problems = List.copyOf(problems);
    }

    /** At least one. */
    List<Problem> problems() {
        return problems;
    }
}
