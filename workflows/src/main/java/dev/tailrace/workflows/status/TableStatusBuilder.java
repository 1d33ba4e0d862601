package dev.tailrace.workflows.status;

import dev.tailrace.workflows.command.NextCommand;
import dev.tailrace.workflows.table.Phase;
import dev.tailrace.workflows.table.TableActivities;
import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.TableReport;
import dev.tailrace.workflows.table.VerdictOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A table's status from its report, its numbers and its pace: what one says about the other. */
record TableStatusBuilder(
        String migration,
        TableReport report,
        @Nullable TableProgress progress,
        @Nullable Pace pace,
        Instant now) {
    private static final Duration STILLNESS = Duration.ofMinutes(5);
    /** Numbers may be as old as this, and so older than the verdict that made a table ready. */
    private static final Duration OLDEST_NUMBERS = Duration.ofMinutes(2);

    TableStatus status() {
        var warning = warning();
        var known = knownPace();
        return new TableStatus(
                report.table(),
                report.phase(),
                report.since(),
                health(warning),
                flags(),
                report.doing(),
                report.obstacle() == null ? null : report.obstacle().ofMigration(migration, report.table()),
                warning,
                NextCommand.of(migration, report.table(), report.obstacle()),
                percent(),
                known == null ? null : rounded(known.recent()),
                known == null ? null : rounded(known.units()),
                known == null || progress == null ? null : Eta.of(known, progress, now),
                heldBackBy(),
                deadline(),
                progress,
                report.verdict(),
                report.notes(),
                report.left(),
                backfillTook());
    }

    /** Numbers of another pass say nothing about this one. */
    static TableStatusBuilder of(
            String migration, TableReport report, @Nullable TableProgress progress, @Nullable Pace pace, Instant now) {
        var current = progress != null && progress.passNumber() == report.passNumber() ? progress : null;
        return new TableStatusBuilder(migration, report, current, current == null ? null : pace, now);
    }

    private @Nullable Duration backfillTook() {
        return pace == null || progress == null || progress.segmentsDone() < progress.segments()
                ? null
                : Duration.between(pace.since(), pace.backfillMovedAt());
    }

    /** Of a backfill that runs. */
    private @Nullable Pace knownPace() {
        return copying() && pace != null && pace.isKnown() ? pace : null;
    }

    private List<String> heldBackBy() {
        return report.phase() != Phase.BACKFILLING || report.skipped() || progress == null || pace == null
                ? List.of()
                : Bottleneck.by(report, progress, pace, now);
    }

    private boolean copying() {
        return report.phase() == Phase.BACKFILLING && !held();
    }

    private boolean held() {
        return report.backfillPaused() || report.givingWay() || report.skipped() || report.blocked();
    }

    private Health health(@Nullable String warning) {
        if (report.skipped() || report.phase() == Phase.ABORTED) {
            return Health.OK;
        }
        if (report.obstacle() != null) {
            return Health.at(report.obstacle());
        }
        if (warning != null) {
            return Health.WARNING;
        }
        return report.backfillPaused() || report.capturePaused() ? Health.PAUSED : Health.OK;
    }

    private @Nullable String warning() {
        if (report.skipped() || report.phase() == Phase.ABORTED) {
            return null;
        }
        if (progress != null && Retention.warns(progress.oldestUnreadSeconds())) {
            return "The oldest unread stream record is "
                    + HumanFormat.rough(Retention.age(progress.oldestUnreadSeconds())) + " old; it is lost after "
                    + HumanFormat.rough(TableActivities.RETENTION) + ".";
        }
        if (progress != null && progress.quarantined() > progress.accepted()) {
            var fact = progress.quarantined() == 1
                    ? "1 item is in quarantine, and not at the target."
                    : progress.quarantined() + " items are in quarantine, and not at the target.";
            var acceptance = report.notes().acceptance();
            return acceptance == null
                    ? fact
                    : fact + " What " + acceptance.by() + " accepted is void: another item is there.";
        }
        if (differsSince()) {
            return "A later verification found differences; tailrace repair " + migration + " --table " + report.table()
                    + " lists them.";
        }
        return stillness();
    }

    /** One that no verb asked for, such as a nightly one: its verdict is in the control schema alone. */
    private boolean differsSince() {
        return progress != null
                && VerdictOutcome.DIFFERENT.name().equals(progress.verdict())
                && report.phase() == Phase.READY
                && Duration.between(report.since(), now).compareTo(OLDEST_NUMBERS) > 0
                && report.notes().repair() == null;
    }

    /** Judged by movement, whatever the state says. */
    private @Nullable String stillness() {
        if (pace != null && copying() && isLongAgo(pace.backfillMovedAt())) {
            return "The backfill has not moved since " + HumanFormat.minute(pace.backfillMovedAt()) + ".";
        }
        if (pace != null && capturing() && isLongAgo(pace.captureMovedAt())) {
            return "Change capture has not moved since " + HumanFormat.minute(pace.captureMovedAt()) + ".";
        }
        return null;
    }

    private boolean isLongAgo(Instant moved) {
        return Duration.between(moved, now).compareTo(STILLNESS) > 0;
    }

    private boolean capturing() {
        return report.passNumber() > 0 && report.phase().compareTo(Phase.BACKFILLING) >= 0 && !report.capturePaused();
    }

    private List<TableFlag> flags() {
        var flags = new ArrayList<TableFlag>();
        add(flags, report.backfillPaused(), TableFlag.BACKFILL_PAUSED);
        add(flags, report.capturePaused(), TableFlag.CAPTURE_PAUSED);
        add(flags, report.givingWay(), TableFlag.GIVING_WAY);
        add(flags, report.skipped(), TableFlag.SKIPPED);
        add(flags, report.aborting() && report.phase() != Phase.ABORTED, TableFlag.ABORTING);
        add(flags, report.phase() == Phase.PLANNED && !report.begun(), TableFlag.WAITING_FOR_ITS_TURN);
        return flags;
    }

    private static void add(List<TableFlag> flags, boolean set, TableFlag flag) {
        if (set) {
            flags.add(flag);
        }
    }

    private @Nullable Double percent() {
        if (progress == null || progress.passNumber() != report.passNumber()) {
            return null;
        }
        if (progress.segments() > 0 && progress.segmentsDone() == progress.segments()) {
            return 100.0;
        }
        return progress.estimated() <= 0 || progress.scanned() <= 0
                ? null
                : rounded(Math.min(100.0, 100.0 * progress.scanned() / progress.estimated()));
    }

    private @Nullable Instant deadline() {
        if (!report.capturePaused()) {
            return null;
        }
        var unread = progress == null ? Duration.ZERO : Retention.age(progress.oldestUnreadSeconds());
        return now.plus(TableActivities.RETENTION).minus(unread);
    }

    private static double rounded(double number) {
        return Math.round(number * 10) / 10.0;
    }
}
