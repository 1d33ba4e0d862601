package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Gives a table up for now. */
@Command(name = "skip", description = "Give up tables that are blocked; retry brings them back.")
final class SkipCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    SkipCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        return sender.send(output, migration, Verb.SKIP, new VerbInputs().with("tables", tables.orAll()));
    }
}
