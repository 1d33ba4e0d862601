package dev.tailrace.workflows.migration;

import dev.tailrace.workflows.migration.TableActivities.TableProgress;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How fast a table's copy is, from looks at its counters. Persisted field names.
 *
 * @param pass the pass's number; another one begins anew
 * @param firstAt the first look
 * @param firstScanned items scanned then
 * @param lastAt the last look
 * @param lastScanned items scanned then
 * @param recent items per second, recent looks weighing more
 * @param movedAt when any counter last moved
 * @param moved the sum of the counters
 */
public record Pace(
        int pass,
        Instant firstAt,
        long firstScanned,
        Instant lastAt,
        long lastScanned,
        double recent,
        Instant movedAt,
        long moved) {
    private static final double WEIGHT = 0.4;
    private static final Duration BEFORE_AN_ETA = Duration.ofMinutes(1);

    /** Items per second since the first look and recently agree this badly at best: no range is narrower than ±5 %. */
    private static final double MARGIN = 0.05;

    static Pace look(@Nullable Pace before, TableProgress progress, Instant now) {
        long sum = progress.scanned() + progress.applied() + progress.removed() + progress.segmentsDone();
        if (before == null || before.pass != progress.pass() || progress.scanned() < before.lastScanned) {
            return new Pace(progress.pass(), now, progress.scanned(), now, progress.scanned(), 0, now, sum);
        }
        var seconds = seconds(before.lastAt, now);
        if (seconds < 1) {
            return before;
        }
        var current = (progress.scanned() - before.lastScanned) / seconds;
        var recent =
                before.lastAt.equals(before.firstAt) ? current : before.recent + WEIGHT * (current - before.recent);
        return new Pace(
                before.pass,
                before.firstAt,
                before.firstScanned,
                now,
                progress.scanned(),
                recent,
                sum == before.moved ? before.movedAt : now,
                sum);
    }

    /** Items per second since the first look. */
    double overall() {
        var seconds = seconds(firstAt, lastAt);
        return seconds < 1 ? 0 : (lastScanned - firstScanned) / seconds;
    }

    /** How long the copy has yet to go; null before 1 % and a minute, and while it stands still. */
    @Nullable
    Eta eta(TableProgress progress) {
        var early = Duration.between(firstAt, lastAt).compareTo(BEFORE_AN_ETA) < 0
                || progress.scanned() * 100 < progress.estimated();
        var fast = Math.max(overall(), recent) * (1 + MARGIN);
        var slow = Math.min(overall(), recent) * (1 - MARGIN);
        if (early || slow <= 0) {
            return null;
        }
        var left = Math.max(0, progress.estimated() - progress.scanned());
        return new Eta(wholeSeconds(left / fast), wholeSeconds(left / slow));
    }

    private static Duration wholeSeconds(double seconds) {
        return Duration.ofSeconds((long) Math.ceil(seconds));
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1_000.0;
    }

    /** From the soonest to the latest. Persisted field names. */
    public record Eta(Duration soonest, Duration latest) {}
}
