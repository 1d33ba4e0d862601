package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Reads quarantined items again. */
@Command(name = "replay-quarantine", description = "Read the items in quarantine from the source again, then verify.")
final class ReplayQuarantineCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    ReplayQuarantineCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        return sender.send(output, migration, Verb.REPLAY_QUARANTINE, new VerbInputs().with("tables", tables.orAll()));
    }
}
