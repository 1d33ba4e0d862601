package dev.tailrace.worker.cli;

import dev.tailrace.workflows.migration.Health;
import dev.tailrace.workflows.migration.MigrationStatus;
import dev.tailrace.workflows.migration.Phase;
import dev.tailrace.workflows.migration.TableStatus;
import java.util.List;

/** What a status means to a script. Skipped tables do not count. */
final class Outcome {
    private Outcome() {}

    /** A difference counts more than an incomplete verdict, and that more than a table that waits for a person. */
    static int exitCode(MigrationStatus status) {
        var tables = counted(status);
        if (anyVerdict(tables, "DIFFERENT")) {
            return ExitCode.DIFFERENT;
        }
        if (anyVerdict(tables, "INCOMPLETE")) {
            return ExitCode.INCOMPLETE;
        }
        return status.health() == Health.BLOCKED ? ExitCode.WAITING : ExitCode.OK;
    }

    /** Nothing more happens without a person: every table is ready, blocked or aborted. */
    static boolean settled(MigrationStatus status) {
        if (status.obstacle() != null) {
            return status.obstacle().blocked();
        }
        var tables = counted(status);
        return !tables.isEmpty() && tables.stream().allMatch(Outcome::settled);
    }

    static boolean aborted(MigrationStatus status) {
        return !status.tables().isEmpty() && status.tables().stream().allMatch(table -> table.phase() == Phase.ABORTED);
    }

    private static boolean settled(TableStatus table) {
        return table.phase() == Phase.READY || isStuck(table);
    }

    /** Nothing more happens to it without a person. */
    static boolean isStuck(TableStatus table) {
        return table.phase() == Phase.ABORTED || table.health() == Health.BLOCKED;
    }

    private static List<TableStatus> counted(MigrationStatus status) {
        return status.tables().stream()
                .filter(table -> !table.flags().contains("skipped"))
                .toList();
    }

    private static boolean anyVerdict(List<TableStatus> tables, String outcome) {
        return tables.stream()
                .anyMatch(table ->
                        table.verdict() != null && table.verdict().outcome().equals(outcome));
    }
}
