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

/** Moves the ownership to the target. */
@Command(
        name = "cut-over",
        description = {
            "Move the ownership of the data to the target. Stop all writers of the source first, and say so with --writers-stopped.",
            "Reads the gate now, and refuses with all that closes it. An attempt that is not done within cutover.maxPause aborts"
                    + " itself: the source stays the owner, and writers may start there again. See docs/cutting-over.md."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the cutover has begun; with --wait: the target owns the data; with --dry-run: the gate is open",
            "5:the gate is closed, or not now; with --wait: the attempt has aborted itself"
        })
final class CutOverCommand implements Callable<Integer> {
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

    @Option(names = "--writers-stopped", description = "All writers of the source are stopped. You answer for it.")
    private boolean writersStopped;

    @Option(names = "--dry-run", description = "Read the gate, print it, and change nothing.")
    private boolean dryRun;

    @Option(names = "--by", paramLabel = "WHO", description = "Who answers for it; without it: your login name.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "WHY", description = "Why; it is recorded.")
    private @Nullable String reason;

    CutOverCommand(CommandSender sender, Follower follower) {
        this.sender = sender;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var input = new VerbInputs()
                .with("tables", tables.orAll())
                .with("by", by)
                .with("reason", reason)
                .with("writersStopped", writersStopped ? true : null)
                .with("dryRun", dryRun ? true : null);
        if (dryRun) {
            return sender.send(output, migration, Verb.CUT_OVER, input);
        }
        if (writersStopped) {
            consent.need(output, List.of(what()), typed());
        }
        return waiting.after(
                () -> sender.send(output, migration, Verb.CUT_OVER, input),
                follower,
                output,
                migration,
                Phase.READY,
                phase -> phase == Phase.SOAKING);
    }

    private String what() {
        return "the target of " + (tables.named().isEmpty() ? "all READY tables" : String.join(", ", tables.named()))
                + " becomes the owner of the data: the application has to write there from then on, and a writer that was"
                + " forgotten at the source is undone";
    }

    private String typed() {
        return "tailrace cut-over " + migration + tables.typed() + " --writers-stopped";
    }
}
