package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.Nearest;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line, and what was probably meant: never what destroys, whoever reads it may be in a hurry. */
final class UsageErrors implements IParameterExceptionHandler {
    private static final Set<String> DESTROY = Set.of("abort", "--yes", "--force", "--from");

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        var command = wrong.getCommandLine();
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
