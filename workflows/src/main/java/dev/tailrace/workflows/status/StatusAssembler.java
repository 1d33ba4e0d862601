package dev.tailrace.workflows.status;

import dev.tailrace.mappers.problem.Code;
import dev.tailrace.mappers.problem.Problem;
import dev.tailrace.workflows.command.NextCommand;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities.ProgressAnswer;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.turn.Obstacle;
import dev.tailrace.workflows.turn.TrailHead;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the migration knows of its tables' numbers, and the status that it makes of them. */
public final class StatusAssembler {
    /** How old numbers may be before status says so: they are read once a minute, and reading may take a minute. */
    private static final Duration UNREAD = Duration.ofMinutes(2);

    private final String migration;
    private final Instant since;
    private final Map<String, TableProgress> progress = new TreeMap<>();
    private final Map<String, Pace> paces;
    private @Nullable Instant seenAt;
    private @Nullable TrailHead trail;
    private @Nullable Problem unread;
    private Instant unreadSince = Instant.EPOCH;

    public StatusAssembler(String migration, Instant since, Map<String, Pace> paces) {
        this.migration = migration;
        this.since = since;
        this.paces = new TreeMap<>(paces);
    }

    public void see(ProgressAnswer answer, Instant now) {
        if (answer.problem() != null) {
            miss(answer.problem(), now);
            return;
        }
        unread = null;
        seenAt = now;
        trail = answer.trail();
        for (var table : answer.tables()) {
            progress.put(table.table(), table);
            paces.put(table.table(), Pace.look(paces.get(table.table()), table, now));
        }
    }

    /** The numbers could not be read. */
    public void miss(Problem problem, Instant now) {
        if (unread == null) {
            unreadSince = seenAt == null ? now : seenAt;
        }
        unread = problem;
    }

    public Instant since() {
        return since;
    }

    public Map<String, Pace> paces() {
        return paces;
    }

    public @Nullable TableProgress progress(String table) {
        return progress.get(table);
    }

    public MigrationStatus status(
            String target, RegistrationState registering, Collection<TableReport> reports, Instant now) {
        var tables = reports.stream()
                .map(report -> TableStatusBuilder.of(
                                migration, report, progress.get(report.table()), paces.get(report.table()), now)
                        .status())
                .toList();
        var obstacle = registering.obstacle() == null ? unreadable(now) : registering.obstacle();
        var own = own(obstacle, registering.failed(), reports);
        var health = tables.stream().map(TableStatus::health).reduce(own, Health::orWorse);
        var phase = reports.stream()
                .filter(report -> !report.skipped())
                .map(TableReport::phase)
                .min(Comparator.naturalOrder())
                .orElse(Phase.PLANNED);
        return new MigrationStatus(
                migration,
                Headline.of(tables, own, obstacle, registering.accepted()),
                health,
                phase,
                target,
                since,
                seenAt,
                obstacle == null ? null : obstacle.ofMigration(migration),
                registering.failed() ? null : next(obstacle, tables),
                tables,
                trail);
    }

    public QuarantineStatus quarantine(Collection<TableReport> reports) {
        var tables = reports.stream().map(this::quarantine).toList();
        var next = tables.stream().anyMatch(table -> table.total() > 0) ? "tailrace quarantine " + migration : null;
        return new QuarantineStatus(migration, seenAt, next, tables);
    }

    private QuarantineStatus.Table quarantine(TableReport report) {
        var numbers = progress.get(report.table());
        if (numbers == null || numbers.passNumber() != report.passNumber()) {
            return new QuarantineStatus.Table(report.table(), report.passNumber(), 0, List.of());
        }
        return new QuarantineStatus.Table(
                report.table(),
                report.passNumber(),
                numbers.quarantined(),
                numbers.quarantinedBy().stream()
                        .map(reason -> new QuarantineStatus.Reason(
                                reason.code(), Code.titleOf(reason.code()), reason.count(), reason.since()))
                        .toList());
    }

    private @Nullable Obstacle unreadable(Instant now) {
        return unread == null || Duration.between(unreadSince, now).compareTo(UNREAD) < 0
                ? null
                : Obstacle.passing(unread);
    }

    private static Health own(@Nullable Obstacle obstacle, boolean failed, Collection<TableReport> reports) {
        if (failed) {
            return Health.FAILED;
        }
        if (obstacle == null) {
            // A table that is skipped does not count; where none does, nothing is going on that could be well.
            boolean allSkipped = !reports.isEmpty() && reports.stream().allMatch(TableReport::skipped);
            return allSkipped ? Health.WARNING : Health.OK;
        }
        return Health.at(obstacle);
    }

    private @Nullable String next(@Nullable Obstacle obstacle, List<TableStatus> tables) {
        var own = NextCommand.ofMigration(migration, obstacle);
        if (own != null) {
            return own;
        }
        for (var table : tables) {
            if (table.next() != null && table.health() != Health.OK) {
                return table.next();
            }
        }
        return null;
    }
}
