package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a migration. */
@Command(
        name = "start",
        description = "Start the migration that a file describes.",
        exitCodeListHeading = "%nExit codes with --wait:%n",
        exitCodeList = {
            "0:every table is ready",
            "3:source and target differ",
            "4:the verification is incomplete",
            "8:a table waits for a person",
            "130:detached with Ctrl-C; the migration goes on"
        })
final class StartCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;
    private final Follower follower;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "YAML, or JSON where the name ends in .json.")
    private Path file;

    @Option(names = "--wait", description = "Follow it until every table is ready or waits for a person.")
    private boolean wait;

    StartCommand(Supplier<TemporalConnection> connector, Follower follower) {
        this.connector = connector;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var read = MigrationFiles.read(file);
        var name = read.spec().name();
        var hasWorker = Migrations.ask(connector, migrations -> {
            migrations.start(name, read.json());
            return migrations.hasWorker();
        });
        if (!hasWorker) {
            output.remark("No worker runs yet; the migration waits for one: tailrace worker");
        }
        if (wait) {
            return follower.follow(output, name, Outcome::settled);
        }
        output.answer(
                "started", new Started(name), "Started %s. Watch it with: tailrace watch %s".formatted(name, name));
        return ExitCode.OK;
    }

    private record Started(String migration) {}
}
