package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a migration. */
@Command(
        name = "abort",
        description =
                "End the migration for good: stop, clean up at the source, leave the target's rows. Says what that means, and asks.")
final class AbortCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    AbortCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        consent.need(output, sender.lost(m -> Loss.ofAbort(m, migration)), "tailrace abort " + migration);
        return sender.send(output, migration, Verb.ABORT, new VerbInputs());
    }
}
