package dev.tailrace.worker.cli;

import dev.tailrace.activities.file.MigrationSpec;
import dev.tailrace.worker.TemporalConnection;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Starts a migration. */
@Command(
        name = "start",
        description = "Start the migration that a file describes, if both stores are as plan wants them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was started; with --wait: every table is ready",
            "2:the file or the mapping is wrong, or a migration of the name runs, or the name is used up",
            "3:source and target differ",
            "4:the verification is incomplete",
            "6:a permission is missing",
            "7:a store or Temporal cannot be reached",
            "8:something has to be done first; with --wait: a table waits for a person",
            "130:detached with Ctrl-C; the migration goes on"
        })
final class StartCommand implements Callable<Integer> {
    private final Supplier<TemporalConnection> connector;
    private final Follower follower;

    @Mixin
    private Output output;

    @Parameters(paramLabel = "FILE", description = "YAML, or JSON where the name ends in .json; - for standard input.")
    private Path file;

    @Option(names = "--wait", description = "Follow it until every table is ready or waits for a person.")
    private boolean wait;

    @Option(
            names = "--force",
            description = "Start it unchecked: from here a store cannot be reached, or something else is wrong"
                    + " that will be mended.")
    private boolean force;

    StartCommand(Supplier<TemporalConnection> connector, Follower follower) {
        this.connector = connector;
        this.follower = follower;
    }

    @Override
    public Integer call() {
        var read = MigrationFiles.read(file);
        var name = read.spec().name();
        var hasWorker = Migrations.ask(connector, migrations -> {
            migrations.refuseSecond(name, read.digest());
            if (!force) {
                check(read.spec());
            }
            migrations.start(name, read.json());
            return migrations.hasWorker() && isAccepted(migrations, name);
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

    private void check(MigrationSpec spec) {
        try {
            StartChecks.check(spec);
        } catch (Failure failure) {
            output.remark(
                    "Nothing was started. Once it is corrected: tailrace start %1$s; unchecked: tailrace start %1$s --force"
                            .formatted(file));
            throw failure;
        }
    }

    /** Whoever reads Started goes away; a file that is refused a second later is refused now. */
    private static boolean isAccepted(Migrations migrations, String name) {
        try {
            migrations.refusal(name).ifPresent(problem -> {
                throw new Failure(List.of(problem));
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return true;
    }

    private record Started(String migration) {}
}
