package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.Nearest;
import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what was probably meant: never what destroys, whoever reads it may be in a hurry. */
final class UsageErrors implements IParameterExceptionHandler {
    private static final Set<String> DESTROY = Set.of("abort", "--yes", "-y", "--force", "--from");

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
        if (asksForJson(arguments)) {
            var fix = "See: " + command.getCommandSpec().qualifiedName() + " --help";
            var problem = Problem.of(Code.W012, String.valueOf(wrong.getMessage()), "", fix);
            command.getOut()
                    .println(Envelope.of(Envelope.PROBLEMS, new Output.Problems(List.of(problem)), Instant.now()));
            command.getOut().flush();
            return ExitCode.USAGE;
        }
        var err = command.getErr();
        err.println(wrong.getMessage());
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            err.println(suggestion(command, unmatched.getUnmatched()));
        } else {
            command.usage(err);
        }
        err.flush();
        return ExitCode.USAGE;
    }

    /** It could not be parsed, so it is read as it stands. */
    private static boolean asksForJson(String[] arguments) {
        var line = " " + String.join(" ", arguments).toLowerCase(Locale.ROOT) + " ";
        return line.matches(".* (-o[ =]?|--output[ =])json .*");
    }

    private static String suggestion(CommandLine command, List<String> unmatched) {
        var typed = unmatched.isEmpty() ? "" : unmatched.getFirst();
        boolean option = typed.startsWith("-");
        var known = option
                ? command.getCommandSpec().optionsMap().keySet().stream()
                : command.getSubcommands().keySet().stream();
        var near =
                Nearest.to(typed, known.filter(name -> !DESTROY.contains(name)).toList());
        var name = command.getCommandSpec().qualifiedName();
        return near == null
                ? "%s --help says what there is.".formatted(name)
                : "Did you mean \"%s %s\"? %s --help says what there is.".formatted(name, near, name);
    }
}
