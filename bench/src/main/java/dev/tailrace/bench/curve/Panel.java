package dev.tailrace.bench.curve;

import java.util.List;

/**
 * One knob and what it does.
 *
 * @param unit of the values
 * @param points from left to right; at least two
 */
record Panel(String title, String unit, List<Point> points) {
    Panel {
        points = List.copyOf(points);
    }

    /**
     * @param label where the knob is
     * @param under what that means, in a second line; empty for nothing
     */
    record Point(String label, String under, double value) {}

    double best() {
        return points.stream().mapToDouble(Point::value).max().orElseThrow();
    }
}
