package dev.tailrace.worker.cli;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.status.Health;
import dev.tailrace.workflows.status.HumanFormat;
import dev.tailrace.workflows.status.LastKnown;
import dev.tailrace.workflows.status.MigrationStatus;
import dev.tailrace.workflows.status.TableStatus;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.turn.Obstacle;
import io.temporal.api.enums.v1.WorkflowExecutionStatus;
import io.temporal.client.WorkflowExecutionMetadata;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Temporal itself knows of a migration's status: the last that a worker wrote, and whether its workflow runs at all. */
final class KnownStatus {
    private KnownStatus() {}

    /** When a worker wrote the last status; null where none did. */
    static @Nullable Instant asOf(WorkflowExecutionMetadata execution) {
        var text = execution.getMemo(LastKnown.AS_OF, String.class, String.class);
        return text == null ? null : Instant.parse(text);
    }

    /** The same of a migration that is looked at every minute: null before its file is accepted. */
    static @Nullable Instant lookedAt(WorkflowExecutionMetadata execution) {
        var status = execution.getMemo(LastKnown.STATUS, MigrationStatus.class, MigrationStatus.class);
        return status == null || status.target().isEmpty() ? null : asOf(execution);
    }

    /** @param problem that no worker answers */
    static Optional<MigrationStatus> unanswered(WorkflowExecutionMetadata execution, Problem problem, Instant now) {
        var asOf = asOf(execution);
        var status = execution.getMemo(LastKnown.STATUS, MigrationStatus.class, MigrationStatus.class);
        if (status == null || asOf == null) {
            return Optional.empty();
        }
        if (execution.getStatus() != WorkflowExecutionStatus.WORKFLOW_EXECUTION_STATUS_RUNNING) {
            return Optional.of(checked(status, execution));
        }
        var age = now.isBefore(asOf) ? Duration.ZERO : Duration.between(asOf, now);
        var headline = "No worker answers. As of %s (%s ago): %s%s"
                .formatted(HumanFormat.minute(asOf), HumanFormat.rough(age), status.headline(), deadline(status));
        var health = status.health().compareTo(Health.STALLED) > 0 ? status.health() : Health.STALLED;
        return Optional.of(status.met(Obstacle.passing(problem), health, headline, "tailrace worker"));
    }

    /** The same, unless the workflow has ended in a way that it could not know of. */
    static MigrationStatus checked(MigrationStatus status, WorkflowExecutionMetadata execution) {
        var unknown = switch (execution.getStatus()) {
            case WORKFLOW_EXECUTION_STATUS_TERMINATED,
                    WORKFLOW_EXECUTION_STATUS_CANCELED,
                    WORKFLOW_EXECUTION_STATUS_TIMED_OUT -> true;
            case WORKFLOW_EXECUTION_STATUS_FAILED -> status.health() != Health.FAILED;
            default -> false;
        };
        if (!unknown) {
            return status;
        }
        var how = state(execution).replace('_', ' ');
        var problem = Problem.of(Code.W009, "migration " + status.migration() + ": its workflow is " + how, "");
        return status.met(
                Obstacle.blocking(problem), Health.FAILED, "Its workflow is " + how + "; its tables went on.", null);
    }

    /** Of its workflow: running, completed, failed … */
    static String state(WorkflowExecutionMetadata execution) {
        return execution
                .getStatus()
                .name()
                .replaceFirst("^WORKFLOW_EXECUTION_STATUS_", "")
                .toLowerCase(Locale.ROOT);
    }

    /** No one reads the streams meanwhile. */
    private static String deadline(MigrationStatus status) {
        return status.tables().stream()
                .filter(table -> table.phase() != Phase.ABORTED)
                .map(table -> lostFrom(table, status.seenAt()))
                .flatMap(Stream::ofNullable)
                .min(Instant::compareTo)
                .map(at -> " Stream records are lost from " + HumanFormat.minute(at) + " on.")
                .orElse("");
    }

    private static @Nullable Instant lostFrom(TableStatus table, @Nullable Instant seenAt) {
        var progress = table.progress();
        return progress == null || progress.openLanes() == 0 || seenAt == null
                ? null
                : seenAt.plus(TableActivities.RETENTION).minusSeconds((long) progress.oldestUnreadSeconds());
    }
}
