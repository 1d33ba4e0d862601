package dev.tailrace.worker.cli;

import dev.tailrace.activities.FailureClassifier;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Prints what went wrong as what, why and fix; a stack trace only on request. */
final class Errors implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception exception, CommandLine command, ParseResult parsed) {
        var problems = problems(exception);
        var output = command.getCommandSpec().mixins().get("output");
        if (output != null && output.userObject() instanceof Output ours) {
            ours.problems(problems);
            if (ours.isDebug()) {
                exception.printStackTrace(command.getErr());
            }
        } else {
            problems.forEach(problem -> command.getErr().println(problem.describe()));
        }
        return ExitCode.of(problems);
    }

    private static List<Problem> problems(Exception exception) {
        return switch (exception) {
            case Failure failure -> failure.problems();
            case ProblemException known -> List.of(known.problem());
            default -> List.of(unexpected(exception));
        };
    }

    private static Problem unexpected(Exception exception) {
        // A store's answer is no bug of ours, wherever it comes up.
        var known = FailureClassifier.problem(exception, "the command");
        if (!known.code().equals(Code.X001.id())) {
            return known;
        }
        return Problem.of(
                Code.X001,
                exception.getClass().getSimpleName(),
                String.valueOf(exception.getMessage()),
                "Report it, with the output of --debug. A running migration continues.");
    }
}
