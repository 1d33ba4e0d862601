package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares source and target. */
@Command(
        name = "verify",
        description = "Compare source and target, now. docs/verifying.md says which level to choose.",
        exitCodeListHeading = "%nExit codes with --wait:%n",
        exitCodeList = {
            "0:equal, or equal but for what was accepted by name",
            "3:source and target differ",
            "4:the verification is incomplete",
            "8:a table waits for a person"
        })
final class VerifyCommand implements Callable<Integer> {
    private final CommandSender sender;
    private final Follower follower;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Mixin
    private VerdictWait waiting;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(
            names = "--level",
            paramLabel = "LEVEL",
            description =
                    "How much to read: count, sample, full or touched. Without it: as the migration file says, or full.")
    private @Nullable String level;

    @Option(
            names = "--seed",
            paramLabel = "TEXT",
            description = "What a sample is drawn by; with the same one anyone draws the same.")
    private @Nullable String seed;

    @Option(
            names = "--confidence",
            paramLabel = "SHARE",
            description = "How sure a sample's statement is, from 0.5 to 0.9999. Without it: 0.95.")
    private @Nullable Double confidence;

    @Option(
            names = "--at-most",
            paramLabel = "SHARE",
            description =
                    "Which share may be wrong at most where a sample finds nothing wrong, up to 0.5; it decides how much is"
                            + " read. Without it: 0.001.")
    private @Nullable Double atMost;

    VerifyCommand(CommandSender sender, Follower follower) {
        this.sender = sender;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var input = new VerbInputs()
                .with("tables", tables.orAll())
                .with("level", level)
                .with("seed", seed)
                .with("confidence", confidence)
                .with("atMost", atMost);
        return waiting.after(
                () -> sender.send(output, migration, Verb.VERIFY, input), follower, output, migration, tables);
    }
}
