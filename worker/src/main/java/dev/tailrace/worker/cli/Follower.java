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

    /** How the migration stands now. */
    MigrationStatus status(String migration) {
        return Migrations.ask(connector, migrations -> migrations.status(migration));
    }

    /** Returns the exit code of the first status for which {@code done} holds; Ctrl-C detaches. */
    int follow(Output output, String migration, Predicate<MigrationStatus> done) {
        return follow(output, migration, done, Outcome::exitCode);
    }

    /** The same with an exit code of its own, for a verb that asks about more than the migration as a whole. */
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
