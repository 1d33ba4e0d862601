package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
import dev.tailrace.workflows.table.TableReport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a backfill would be faster without: the source, the target, or a limit of ours. */
final class Bottleneck {
    private static final double SLOW_MILLIS = 200;

    /** A budget that is used up to here is what holds the backfill. */
    private static final double USED_UP = 0.9;

    /** Units that a request of the backfill is worth at least, where a second's budget has as many. */
    private static final double UNITS_OF_A_REQUEST = 4;

    private Bottleneck() {}

    static boolean targetIsSlow(TableProgress progress) {
        return progress.writeMillisP95() != null && progress.writeMillisP95() > SLOW_MILLIS;
    }

    /** In a few words each, the source first; empty where nothing does. */
    static List<String> by(TableReport report, TableProgress progress, Pace pace, Instant now) {
        var reasons = new ArrayList<String>();
        if (report.backfillPaused()) {
            reasons.add("us: paused by an operator");
        }
        if (report.givingWay()) {
            reasons.add("us: the backfill gives way to change capture");
        }
        if (!reasons.isEmpty()) {
            return reasons;
        }
        if (pace.throttles() > 0) {
            reasons.add(format("the source: %,d reads throttled in the last minute", pace.throttles()));
        }
        var limit = progress.unitsPerSecond();
        var millis = progress.writeMillisP95();
        if (limit != null && (pace.units() >= USED_UP * limit || isTiny(limit, progress))) {
            reasons.add(format("us: limit of %,.0f read units/s", limit));
        } else if (millis != null && millis > SLOW_MILLIS) {
            reasons.add(format("the target: p95 write %,.0f ms > %,.0f ms%s", millis, SLOW_MILLIS, since(pace, now)));
        }
        if (progress.window() < progress.plannedWindow()) {
            reasons.add(format(
                    "us: window of %d %s, %d were planned",
                    progress.window(), progress.window() == 1 ? "segment" : "segments", progress.plannedWindow()));
        }
        return reasons;
    }

    /**
     * Of a limit of a request a second or so, what was used in a minute wavers with the size of single requests; and a target that
     * writes as many batches a second holds nothing back, however long one takes.
     */
    private static boolean isTiny(double limit, TableProgress progress) {
        var millis = progress.writeMillisP95();
        return limit <= UNITS_OF_A_REQUEST
                && (millis == null || millis <= 1_000.0 * Math.max(1, progress.segmentsRunning()));
    }

    private static String since(Pace pace, Instant now) {
        return pace.slowSince() == null ? "" : " for " + HumanFormat.rough(Duration.between(pace.slowSince(), now));
    }

    private static String format(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
