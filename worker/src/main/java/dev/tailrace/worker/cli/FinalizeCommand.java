package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Ends the way back. */
@Command(
        name = "finalize",
        description = {
            "End the way back for good: stop reverse replication, remove triggers and tokens. Says what that means, and asks.",
            "The source keeps its items, which follow the target no more. The audit trail and the report stay."
        })
final class FinalizeCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(names = "--by", paramLabel = "WHO", description = "Who answers for it; without it: your login name.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "WHY", description = "Why; it is recorded.")
    private @Nullable String reason;

    FinalizeCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        consent.need(
                output,
                sender.lost(migrations -> Loss.ofFinalize(migrations, migration, tables)),
                "tailrace finalize " + migration + tables.typed());
        var input = new VerbInputs()
                .with("tables", tables.orAll())
                .with("by", by)
                .with("reason", reason)
                .with("confirm", true);
        return sender.send(output, migration, Verb.FINALIZE, input);
    }
}
