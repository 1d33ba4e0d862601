package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * How long a backfill has yet to go while it runs, from the soonest to the latest: at the fastest and the slowest of its paces over
 * the last minute, the last ten, and since its limits were last changed. Persisted field names.
 */
public record Eta(Duration soonest, Duration latest) {
    private static final double MINUTE = 60;

    /** No range goes beyond this share of the slowest pace, however much it wavers. */
    private static final double SLOWEST = 0.4;

    /** However well the paces agree, no range is narrower than this on either side. */
    private static final double MARGIN = 0.05;

    /** What is known of a pace that wavers is its mean so far; that of what comes differs. In standard errors. */
    private static final double CONFIDENCE = 2.5;

    /** Two looks, and the end of the last segment, which holds few items and a last empty page. */
    private static final Duration SLACK = Duration.ofSeconds(4);

    /** Null before 1 % and a minute, and while the backfill stands still. */
    static @Nullable Eta of(Pace pace, TableProgress progress, Instant now) {
        var age = pace.last().secondsSince(pace.first());
        if (age < MINUTE || progress.scanned() * 100 < progress.estimated()) {
            return null;
        }
        var paces =
                DoubleStream.of(pace.recent(), pace.steady(), pace.overall()).summaryStatistics();
        if (paces.getMin() <= 0) {
            return null;
        }
        var items = Math.max(0, progress.estimated() - progress.scanned());
        var margin = MARGIN + margin(pace, age, items / pace.overall());
        var since = Duration.between(pace.last().at(), now);
        return new Eta(
                notNegative(seconds(items / (paces.getMax() * (1 + margin)))
                        .minus(since)
                        .minus(SLACK)),
                notNegative(seconds(items / (paces.getMin() * Math.max(SLOWEST, 1 - margin)))
                                .minus(since))
                        .plus(SLACK));
    }

    /** How far the mean of the time left may be from the mean so far, as a share. */
    private static double margin(Pace pace, double age, double left) {
        var minutes = MINUTE / age + MINUTE / Math.max(MINUTE, left);
        return CONFIDENCE * Math.sqrt(pace.variance() * minutes);
    }

    private static Duration seconds(double seconds) {
        return Duration.ofSeconds((long) Math.ceil(seconds));
    }

    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
