package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Accepts what is in quarantine by name. */
@Command(
        name = "accept-quarantine",
        description = {
            "Accept by name the items that are in quarantine now, then verify: a table that is equal but for these is"
                    + " EXCEPTED, and READY.",
            "One more item in quarantine makes it void. Look at them first: tailrace quarantine NAME."
        },
        exitCodeListHeading = "%nExit codes with --wait:%n",
        exitCodeList = {
            "0:equal but for what was accepted",
            "3:source and target differ",
            "4:another item is in quarantine by now, or not all was proven",
            "8:a table waits for a person"
        })
final class AcceptQuarantineCommand implements Callable<Integer> {
    private final CommandSender sender;
    private final Follower follower;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Mixin
    private ByOption by;

    @Mixin
    private VerdictWait waiting;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    AcceptQuarantineCommand(CommandSender sender, Follower follower) {
        this.sender = sender;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var input = by.addTo(new VerbInputs().with("tables", tables.orAll()));
        return waiting.after(
                () -> sender.send(output, migration, Verb.ACCEPT_QUARANTINE, input),
                follower,
                output,
                migration,
                tables);
    }
}
