package dev.tailrace.worker.cli;

import dev.tailrace.worker.TemporalConnection;
import dev.tailrace.workflows.status.MigrationStatus;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** Follows a migration in the foreground. */
final class Follower {
    private final Supplier<TemporalConnection> connector;

    Follower(Supplier<TemporalConnection> connector) {
        this.connector = connector;
    }

    /** Returns the exit code of the status for which it is so; Ctrl-C detaches. */
    int follow(Output output, String migration, Predicate<MigrationStatus> done) {
        return follow(output, migration, done, Outcome::exitCode);
    }

    /** The same, for one who reads more from a status than how the migration stands. */
    int follow(
            Output output, String migration, Predicate<MigrationStatus> done, ToIntFunction<MigrationStatus> exitCode) {
        try (var detach = new Detach(output, migration)) {
            return Migrations.ask(connector, migrations -> {
                try {
                    return exitCode.applyAsInt(
                            output.watch(() -> migrations.status(migration)).until(done));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return ExitCode.DETACHED;
                }
            });
        }
    }
}
