package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.command.Verb;
import dev.tailrace.workflows.status.MigrationStatus;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares source and target. */
@Command(
        name = "verify",
        description = "Compare source and target in full, now.",
        exitCodeListHeading = "%nExit codes with --wait:%n",
        exitCodeList = {
            "0:equal",
            "3:source and target differ",
            "4:the verification is incomplete",
            "8:a table waits for a person"
        })
final class VerifyCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;
    private final CommandSender sender;
    private final Follower follower;

    @Mixin
    private Output output;

    @Mixin
    private TablesOption tables;

    @Parameters(paramLabel = "NAME", description = "The migration.")
    private String migration;

    @Option(names = "--wait", description = "Follow it until there is a verdict.")
    private boolean wait;

    VerifyCommand(Supplier<TemporalConnection> connector, CommandSender sender, Follower follower) {
        this.connector = connector;
        this.sender = sender;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var before = wait ? verdicts(Migrations.ask(connector, m -> m.status(migration))) : Map.<String, String>of();
        var given = sender.send(output, migration, Verb.VERIFY, new VerbInputs().with("tables", tables.orAll()));
        return wait ? follower.follow(output, migration, status -> judgedAnew(status, before)) : given;
    }

    /** Each table asked about has a verdict that it did not have before, or nothing more happens to it without a person. */
    private boolean judgedAnew(MigrationStatus status, Map<String, String> before) {
        var now = verdicts(status);
        return status.tables().stream()
                .filter(table -> tables.includes(table.table()))
                .allMatch(table ->
                        !Objects.equals(now.get(table.table()), before.get(table.table())) || Outcome.isStuck(table));
    }

    /** When each table's last verdict was made. */
    private static Map<String, @Nullable String> verdicts(MigrationStatus status) {
        var made = new HashMap<String, @Nullable String>();
        status.tables().forEach(table -> {
            if (table.verdict() != null) {
                made.put(table.table(), table.verdict().finishedAt());
            }
        });
        return made;
    }
}
