package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.time.Duration;
import java.time.Instant;

/**
 * A look at a table's counters. Persisted field names.
 *
 * @param units read capacity units consumed
 * @param unreadSeconds the greatest age of a stream record that may be unread
 */
public record ProgressSample(Instant at, long scanned, double units, long throttles, double unreadSeconds) {
    static ProgressSample of(TableProgress progress, Instant at) {
        return new ProgressSample(
                at, progress.scanned(), progress.consumedUnits(), progress.throttles(), progress.oldestUnreadSeconds());
    }

    double secondsSince(ProgressSample earlier) {
        return Duration.between(earlier.at, at).toMillis() / 1_000.0;
    }

    /** Items per second since an earlier look; 0 where that was less than a second before. */
    double itemsPerSecond(ProgressSample earlier) {
        return perSecond(scanned - earlier.scanned, earlier);
    }

    /** The same of read capacity units. */
    double unitsPerSecond(ProgressSample earlier) {
        return perSecond(units - earlier.units, earlier);
    }

    private double perSecond(double more, ProgressSample earlier) {
        var seconds = secondsSince(earlier);
        return seconds < 1 ? 0 : more / seconds;
    }
}
