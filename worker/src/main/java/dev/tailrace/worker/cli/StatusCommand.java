package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how a migration stands. */
@Command(
        name = "status",
        description = "Show how a migration stands.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:nothing is wrong",
            "3:source and target differ",
            "4:the last verification was incomplete, or items are in quarantine",
            "7:something is blocked and Tailrace tries again by itself, or no worker answers",
            "8:a table waits for a person, or the migration has failed"
        })
final class StatusCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    StatusCommand(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    @Override
    public Integer call() {
        var status = Migrations.ask(connector, migrations -> migrations.status(migration));
        output.answer("status", status, StatusText.of(status, Instant.now(), Output.colours()));
        return Outcome.exitCode(status);
    }
}
