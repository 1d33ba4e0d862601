package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Resumes what was paused. */
@Command(name = "resume", description = "Go on with what was paused.")
final class ResumeCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    ResumeCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        return sender.send(output, migration, Verb.RESUME, new VerbInputs().with("tables", tables.orAll()));
    }
}
