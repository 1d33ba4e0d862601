package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lets the rollback window end later. */
@Command(
        name = "extend",
        description =
                "Let the rollback window end later. Until you finalize, the way back stays open, whether it is over or not.")
final class ExtendCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @ArgGroup(multiplicity = "1")
    private End end;

    @Option(names = "--by", paramLabel = "WHO", description = "Who answers for it; without it: your login name.")
    private @Nullable String by;

    @Option(names = "--reason", paramLabel = "WHY", description = "Why; it is recorded.")
    private @Nullable String reason;

    /** When it ends. */
    static final class End {
        @Option(names = "--window", paramLabel = "3d", description = "So long from now: a whole number with m, h or d.")
        private @Nullable String window;

        @Option(names = "--until", paramLabel = "INSTANT", description = "At that time, such as 2026-11-27T09:00:00Z.")
        private @Nullable String until;
    }

    ExtendCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        var input = new VerbInputs()
                .with("tables", tables.orAll())
                .with("by", by)
                .with("reason", reason)
                .with("window", end.window)
                .with("until", end.until);
        return sender.send(output, migration, Verb.EXTEND, input);
    }
}
