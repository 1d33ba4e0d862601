package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Approves a verdict. */
@Command(
        name = "approve",
        description = "Approve one verdict by its digest, as status shows it. It is void once a newer verdict stands.")
final class ApproveCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Mixin
    private ByOption by;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(names = "--digest", paramLabel = "DIGEST", required = true, description = "The verdict's: 64 hex digits.")
    private String digest;

    ApproveCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        var input = new VerbInputs().with("digest", digest).with("tables", tables.orAll());
        return sender.send(output, migration, Verb.APPROVE, by.addTo(input));
    }
}
