package dev.tailrace.activities.report;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From moments to places, left to right.
 *
 * @param left the first moment's place
 * @param right the last moment's
 */
public record TimeAxis(Instant from, Instant to, int left, int right) {
    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter SECOND =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int STEPS = 4;

    /** A mark with its text. */
    public record Tick(int x, String label) {}

    int place(Instant moment) {
        long span = Math.max(1, Duration.between(from, to).toMillis());
        long passed = Math.clamp(Duration.between(from, moment).toMillis(), 0, span);
        return (int) (left + passed * (right - left) / span);
    }

    List<Tick> ticks() {
        var ticks = new ArrayList<Tick>();
        var span = Duration.between(from, to);
        var format = span.toHours() < 1 ? SECOND : DAY;
        for (int i = 0; i <= STEPS; i++) {
            var moment = from.plus(span.multipliedBy(i).dividedBy(STEPS));
            ticks.add(new Tick(left + (right - left) * i / STEPS, format.format(moment)));
        }
        return ticks;
    }
}
