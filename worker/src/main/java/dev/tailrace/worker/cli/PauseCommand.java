package dev.tailrace.worker.cli;

import dev.tailrace.workflows.command.Verb;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Pauses the backfill, or capture too. */
@Command(name = "pause", description = "Pause the backfill; change capture goes on unless --scope all.")
final class PauseCommand implements Callable<Integer> {
    private final CommandSender sender;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(
            names = "--scope",
            paramLabel = "backfill|all",
            description = "all pauses change capture too; its deadline is shown, since stream records live 24 h.")
    private @Nullable String scope;

    PauseCommand(CommandSender sender) {
        this.sender = sender;
    }

    @Override
    public Integer call() {
        return sender.send(
                output,
                migration,
                Verb.PAUSE,
                new VerbInputs().with("tables", tables.orAll()).with("scope", scope));
    }
}
