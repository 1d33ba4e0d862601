package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.status.MigrationStatus;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Follows a migration in the foreground. */
final class Follower {
    private final Supplier<TemporalConnection> connector;

    Follower(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    /** Returns the exit code of the status for which it is so; Ctrl-C detaches. */
    int follow(Output output, String migration, Predicate<MigrationStatus> done) {
        try (var detach = new Detach(output, migration)) {
            return Migrations.ask(connector, migrations -> {
                try {
                    return Outcome.exitCode(
                            output.watch(() -> migrations.status(migration)).until(done));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return ExitCode.DETACHED;
                }
            });
        }
    }
}
