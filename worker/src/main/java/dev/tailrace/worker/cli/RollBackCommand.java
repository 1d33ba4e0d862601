package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.table.Phase;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Moves the ownership back to the source. */
@Command(
        name = "roll-back",
        description = {
            "Move the ownership of the data back to the source, with all that was written at the target meanwhile.",
            "The target refuses writes from the first step on. An attempt that is not done within cutover.maxPause aborts itself:"
                    + " the target stays the owner, and takes writes again. See docs/rollback.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the rollback has begun; with --wait: the source owns the data; with --dry-run: the gate is open",
            "5:the gate is closed, or not now; with --wait: the attempt has aborted itself"
        })
final class RollBackCommand implements Callable<Integer> {
    private final CommandSender sender;
    private final Follower follower;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Mixin
    private Consent consent;

    @Mixin
    private SwitchWait waiting;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(names = "--terminate", description = "End sessions of the target that hold the rollback up.")
    private boolean terminate;

    @Option(names = "--dry-run", description = "Read the gate, print it, and change nothing.")
    private boolean dryRun;

    @Option(names = "--by", paramLabel = "WHO", description = "Who answers for it; without it: your login name.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "WHY", required = true, description = "Why; it is recorded and shown.")
    private String reason;

    RollBackCommand(CommandSender sender, Follower follower) {
        this.sender = sender;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var input = new VerbInputs()
                .with("tables", tables.orAll())
                .with("by", by)
                .with("reason", reason)
                .with("terminate", terminate ? true : null)
                .with("dryRun", dryRun ? true : null);
        if (dryRun) {
            return sender.send(output, migration, Verb.ROLL_BACK, input);
        }
        consent.need(
                output,
                List.of("the target of " + (tables.named().isEmpty() ? "all SOAKING tables" : tables.named())
                        + " refuses writes at once, and the source becomes the owner: the application has to write there from"
                        + " then on"),
                "tailrace roll-back " + migration + tables.typed() + " --reason " + '"' + reason + '"'
                        + (terminate ? " --terminate" : ""));
        return waiting.after(
                () -> sender.send(output, migration, Verb.ROLL_BACK, input),
                follower,
                output,
                migration,
                Phase.SOAKING,
                phase -> !phase.isBeyondTheSource());
    }
}
