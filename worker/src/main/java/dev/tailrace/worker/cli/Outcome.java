package dev.tailrace.worker.cli;

import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.TableFlag;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.VerdictOutcome;
import java.util.List;
import java.util.function.Predicate;

/** What a status means to a script. Skipped tables do not count. */
final class Outcome {
    private Outcome() {}

    /** A difference counts more than an incomplete verdict, and that more than a table that waits for a person. */
    static int exitCode(MigrationStatus status) {
        var tables = counted(status);
        var obstacle = status.obstacle();
        if (obstacle != null && (status.health() == Health.FAILED || !obstacle.blocked())) {
            return ExitCode.of(obstacle.problem());
        }
        if (anyVerdict(tables, VerdictOutcome.DIFFERENT)) {
            return ExitCode.DIFFERENT;
        }
        if (anyVerdict(tables, VerdictOutcome.INCOMPLETE)) {
            return ExitCode.INCOMPLETE;
        }
        if (tables.stream().anyMatch(Outcome::lacksItems)) {
            return ExitCode.INCOMPLETE;
        }
        return switch (status.health()) {
            case BLOCKED, FAILED -> ExitCode.WAITING;
            case STALLED -> ExitCode.UNREACHABLE;
            case OK, PAUSED, WARNING -> tables.isEmpty() && !status.tables().isEmpty() ? ExitCode.WAITING : ExitCode.OK;
        };
    }

    /** Of the verdicts that were asked for: one that proves less than the file asks for counts, too, though the table stays ready. */
    static int exitCodeOfChecks(MigrationStatus status, Predicate<String> asked) {
        var known = exitCode(status);
        boolean incomplete = counted(status).stream()
                .filter(table -> asked.test(table.table()))
                .map(table -> table.notes().check())
                .anyMatch(check -> check != null && check.outcome() == VerdictOutcome.INCOMPLETE);
        return known == ExitCode.OK && incomplete ? ExitCode.INCOMPLETE : known;
    }

    /** Nothing more happens without a person: it has failed, or every table is ready, blocked, skipped or aborted. */
    static boolean settled(MigrationStatus status) {
        if (status.health() == Health.FAILED) {
            return true;
        }
        if (status.obstacle() != null) {
            return status.obstacle().blocked();
        }
        return !status.tables().isEmpty() && counted(status).stream().allMatch(Outcome::settled);
    }

    /** There is nothing more to watch: it was aborted, or has failed. */
    static boolean ended(MigrationStatus status) {
        return status.health() == Health.FAILED
                || !status.tables().isEmpty()
                        && status.tables().stream().allMatch(table -> table.phase() == Phase.ABORTED);
    }

    private static boolean settled(TableStatus table) {
        return table.phase() == Phase.READY || isStuck(table);
    }

    /** Nothing more happens to it without a person. */
    static boolean isStuck(TableStatus table) {
        return table.phase() == Phase.ABORTED || table.health() == Health.BLOCKED;
    }

    private static boolean lacksItems(TableStatus table) {
        return table.progress() != null
                && table.progress().quarantined() > table.progress().accepted();
    }

    private static List<TableStatus> counted(MigrationStatus status) {
        return status.tables().stream()
                .filter(table -> !table.flags().contains(TableFlag.SKIPPED))
                .toList();
    }

    private static boolean anyVerdict(List<TableStatus> tables, VerdictOutcome outcome) {
        return tables.stream()
                .anyMatch(table -> table.verdict() != null && table.verdict().outcome() == outcome);
    }
}
