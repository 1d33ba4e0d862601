package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tries again what is blocked. */
@Command(name = "retry", description = "Try again what is blocked, stalled or skipped.")
final class RetryCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Mixin
    private Consent consent;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(
            names = "--from",
            paramLabel = "backfill",
            description =
                    "backfill empties the target tables and copies again (a new pass); says what is lost, and asks.")
    private @Nullable String from;

    RetryCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        if (from != null) {
            consent.need(output, sender.lost(m -> Loss.ofNewPass(m, migration, tables)), typed());
        }
        return sender.send(
                output,
                migration,
                Verb.RETRY,
                new VerbInputs().with("tables", tables.orAll()).with("from", from));
    }

    private String typed() {
        return "tailrace retry " + migration + tables.typed() + " --from backfill";
    }
}
