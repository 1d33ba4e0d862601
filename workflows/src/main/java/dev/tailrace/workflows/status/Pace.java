package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How fast a table moves, from looks at its counters. With another pass or other limits it starts again: what was before says
 * nothing about what comes. Persisted field names.
 *
 * @param passNumber the pass's number
 * @param since the pass's first look
 * @param first the first look under these limits
 * @param minute the looks of the last minute, the newest last
 * @param steady items per second, the last ten minutes weighing most
 * @param variance of a minute's pace about that since the first look, as a share of it, over the pass
 * @param backfillMovedAt when a counter of the backfill last moved
 * @param captureMovedAt when change capture last moved, or had nothing to do
 * @param slowSince since when the target has been slow, null while it is not
 */
public record Pace(
        int passNumber,
        Instant since,
        @Nullable Limits limits,
        ProgressSample first,
        List<ProgressSample> minute,
        double steady,
        double variance,
        Instant backfillMovedAt,
        long backfillMoved,
        Instant captureMovedAt,
        long captureMoved,
        @Nullable Instant slowSince) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration APART = Duration.ofSeconds(10);
    private static final double STEADY_SECONDS = 600;
    private static final double TO_LEARN_FROM = 150;

    /** Of a pace of which little is known: a tenth up or down. */
    private static final double SUPPOSED_VARIANCE = 0.01;

    /** A change capture that is no further behind has nothing to do. */
    private static final double IDLE_SECONDS = 60;

    public Pace {
        minute = minute == null ? List.of() : List.copyOf(minute);
    }

    /** What holds the backfill to its pace by our own doing. Persisted field names. */
    public record Limits(@Nullable Double unitsPerSecond, int window, boolean paused) {
        static Limits of(TableProgress progress) {
            return new Limits(progress.unitsPerSecond(), progress.window(), progress.backfillPaused());
        }
    }

    static Pace look(@Nullable Pace before, TableProgress progress, Instant now) {
        var sample = ProgressSample.of(progress, now);
        if (before == null || !before.isContinuedBy(progress)) {
            return begin(before, progress, sample);
        }
        if (sample.secondsSince(before.last()) < 1) {
            return before;
        }
        return new Pace(
                before.passNumber,
                before.since,
                before.limits,
                before.first,
                before.minuteWith(sample),
                before.steadyWith(sample),
                before.varianceWith(sample),
                backfillMoved(progress) == before.backfillMoved ? before.backfillMovedAt : now,
                backfillMoved(progress),
                before.captureStands(progress) ? before.captureMovedAt : now,
                captureMoved(progress),
                slowSince(before, progress, now));
    }

    private static Pace begin(@Nullable Pace before, TableProgress progress, ProgressSample sample) {
        var same = before != null && before.passNumber == progress.passNumber() && !before.minute.isEmpty()
                ? before
                : null;
        return new Pace(
                progress.passNumber(),
                same == null ? sample.at() : same.since,
                Limits.of(progress),
                sample,
                List.of(sample),
                0,
                same == null ? SUPPOSED_VARIANCE : same.variance,
                sample.at(),
                backfillMoved(progress),
                same != null && same.captureStands(progress) ? same.captureMovedAt : sample.at(),
                captureMoved(progress),
                slowSince(before, progress, sample.at()));
    }

    private boolean isContinuedBy(TableProgress progress) {
        return passNumber == progress.passNumber()
                && !minute.isEmpty()
                && progress.scanned() >= last().scanned()
                && Objects.equals(limits, Limits.of(progress));
    }

    private static @Nullable Instant slowSince(@Nullable Pace before, TableProgress progress, Instant now) {
        if (!Bottleneck.targetIsSlow(progress)) {
            return null;
        }
        return before == null || before.slowSince == null ? now : before.slowSince;
    }

    private static long backfillMoved(TableProgress progress) {
        return progress.scanned() + progress.segmentsDone() - progress.tombstones() + (progress.barrier() ? 1 : 0);
    }

    private static long captureMoved(TableProgress progress) {
        return progress.applied() + progress.removed() + progress.tokenApplied();
    }

    private boolean captureStands(TableProgress progress) {
        return captureMoved(progress) == captureMoved && progress.oldestUnreadSeconds() > IDLE_SECONDS;
    }

    /** Looks some seconds apart, and one from before the minute, so that it is covered. */
    private List<ProgressSample> minuteWith(ProgressSample sample) {
        var looks = new ArrayList<>(minute);
        var newest = looks.size() - 1;
        if (newest > 0 && looks.get(newest).secondsSince(looks.get(newest - 1)) < APART.toSeconds()) {
            looks.remove(newest);
        }
        looks.add(sample);
        while (looks.size() > 2 && sample.secondsSince(looks.get(1)) >= MINUTE.toSeconds()) {
            looks.removeFirst();
        }
        return looks;
    }

    private double steadyWith(ProgressSample sample) {
        var current = sample.itemsPerSecond(last());
        if (last().equals(first)) {
            return current;
        }
        var weight = 1 - Math.exp(-sample.secondsSince(last()) / STEADY_SECONDS);
        return steady + weight * (current - steady);
    }

    /** A mean of a minute or two is too near to its own minutes to learn from. */
    private double varianceWith(ProgressSample sample) {
        var mean = sample.itemsPerSecond(first);
        if (sample.secondsSince(first) < TO_LEARN_FROM || mean <= 0) {
            return variance;
        }
        var off = sample.itemsPerSecond(minute.getFirst()) / mean - 1;
        var weight = sample.secondsSince(last())
                / (Duration.between(since, sample.at()).toSeconds() + STEADY_SECONDS);
        return variance + weight * (off * off - variance);
    }

    /** The newest look. */
    ProgressSample last() {
        return minute.getLast();
    }

    /** Whether there are two looks to compare. */
    boolean isKnown() {
        return last().secondsSince(first) >= 1;
    }

    /** Items per second since the first look. */
    double overall() {
        return last().itemsPerSecond(first);
    }

    /** Items per second in the last minute. */
    double recent() {
        return last().itemsPerSecond(minute.getFirst());
    }

    /** Read capacity units per second in the last minute. */
    double units() {
        return last().unitsPerSecond(minute.getFirst());
    }

    /** Throttled reads in the last minute. */
    long throttles() {
        return last().throttles() - minute.getFirst().throttles();
    }
}
