package dev.tailrace.worker.cli;

import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import java.util.List;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import picocli.CommandLine.Option;

/** Waiting for the end of a cutover or a rollback. A mixin. */
final class SwitchWait {
    @Option(
            names = "--wait",
            description = "Follow it until the ownership has moved, or the attempt has aborted itself.")
    private boolean wanted;

    /**
     * Waits after a verb was sent, if that was asked for.
     *
     * @param verb sends it
     * @param from the phase of the tables that take it
     * @param moved whether a table is where it is to be
     * @return {@link ExitCode#REFUSED} where the attempt was aborted
     */
    int after(
            IntSupplier verb, Follower follower, Output output, String migration, Phase from, Predicate<Phase> moved) {
        if (!wanted) {
            return verb.getAsInt();
        }
        var group = follower.status(migration).tables().stream()
                .filter(table -> table.phase() == from)
                .map(TableStatus::table)
                .toList();
        int sent = verb.getAsInt();
        if (sent != ExitCode.OK) {
            return sent;
        }
        return follower.follow(
                output,
                migration,
                status -> status.tables().stream()
                        .noneMatch(table -> table.phase() == Phase.CUTTING_OVER || table.phase() == Phase.ROLLING_BACK),
                status -> anyOf(group, status, moved) ? ExitCode.OK : ExitCode.REFUSED);
    }

    /** All of a group move, or none. */
    private static boolean anyOf(List<String> group, MigrationStatus status, Predicate<Phase> moved) {
        return status.tables().stream().anyMatch(table -> group.contains(table.table()) && moved.test(table.phase()));
    }
}
