package dev.tailrace.worker.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options in a shell. */
@Command(name = "completion", description = "Print a script that completes commands and options in bash and zsh.")
final class CompletionCommand implements Callable<Integer> {
    @Mixin
    private Output output;

    @Spec
    private CommandSpec command;

    @Override
    public Integer call() {
        var script = AutoComplete.bash("tailrace", command.root().commandLine());
        output.answer("completion", new Script(script), script.stripTrailing());
        return ExitCode.OK;
    }

    private record Script(String script) {}
}
