package dev.tailrace.activities.report;

import dev.tailrace.activities.report.ReportedTable.LagMinute;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The greatest lag of any table over time.
 *
 * @param points of a line, as SVG has them; empty where no lag was noted
 * @param highest what the upper edge stands for
 */
public record LagPicture(String points, String highest, List<TimeAxis.Tick> ticks) {
    /** Where the line begins. */
    public static final int LEFT = 70;

    /** Width of the whole. */
    public static final int WIDTH = 760;

    /** Where 0 s is, from the top. */
    public static final int BOTTOM = 150;

    /** Where the highest is, from the top. */
    public static final int TOP = 14;

    public LagPicture {
        ticks = List.copyOf(ticks);
    }

    /** Whether there is nothing to be seen. */
    public boolean isEmpty() {
        return points.isEmpty();
    }

    public static LagPicture of(ReportModel report) {
        var greatest = new TreeMap<Instant, Double>();
        for (var table : report.tables()) {
            for (var minute : table.lag()) {
                greatest.merge(minute.minute(), seconds(minute), Math::max);
            }
        }
        if (greatest.isEmpty()) {
            return new LagPicture("", "", List.of());
        }
        double highest =
                Math.max(1, greatest.values().stream().mapToDouble(s -> s).max().orElse(1));
        var axis = new TimeAxis(greatest.firstKey(), greatest.lastKey(), LEFT, WIDTH - 40);
        var points = greatest.entrySet().stream()
                .map(at -> axis.place(at.getKey()) + "," + height(at.getValue(), highest))
                .collect(Collectors.joining(" "));
        return new LagPicture(points, String.format(Locale.ROOT, "%,.1f s", highest), axis.ticks());
    }

    private static int height(double seconds, double highest) {
        return (int) (BOTTOM - seconds / highest * (BOTTOM - TOP));
    }

    private static double seconds(LagMinute minute) {
        return Double.parseDouble(minute.seconds());
    }
}
