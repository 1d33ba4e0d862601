package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities;
import java.time.Duration;

/** R12's thresholds, as shares of {@link TableActivities#RETENTION}. */
public final class Retention {
    private Retention() {}

    /** From half on the operator is warned. */
    static boolean warns(double oldestUnreadSeconds) {
        return share(oldestUnreadSeconds) >= 0.5;
    }

    /** From three quarters on the backfill gives way to capture, until capture is back below half. */
    public static boolean givesWay(double oldestUnreadSeconds, boolean already) {
        return share(oldestUnreadSeconds) >= (already ? 0.5 : 0.75);
    }

    static Duration age(double seconds) {
        return Duration.ofSeconds((long) Math.max(0, seconds));
    }

    private static double share(double seconds) {
        return seconds / TableActivities.RETENTION.toSeconds();
    }
}
