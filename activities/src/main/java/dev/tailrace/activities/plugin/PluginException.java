package dev.tailrace.activities.plugin;

import dev.tailrace.mappers.problem.Problem;

/** A mapper plugin cannot be used: a person has to act. */
public final class PluginException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    PluginException(Problem problem) {
        super(problem.describe());
        this.problem = problem;
    }

    public Problem problem() {
        return problem;
    }
}
