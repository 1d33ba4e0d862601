package dev.tailrace.bench.curve;

import dev.tailrace.bench.curve.Panel.Point;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Panels side by side as an SVG, each from nothing to its own best value. */
final class Chart {
    private static final int WIDTH = 320;
    private static final int HEIGHT = 230;
    private static final int LEFT = 40;
    private static final int TOP = 66;
    private static final int BOTTOM = 180;
    private static final int FOOT = 24;

    private static final String FRAME = """
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %2$d" role="img" font-family="sans-serif" font-size="11" fill="#334">
            <title>%3$s</title>
            <rect width="%1$d" height="%2$d" fill="#fff"/>
            %4$s
            <text x="12" y="%5$d" fill="#667">%3$s</text>
            </svg>
            """;

    private static final String PANEL = """
            <g transform="translate(%d 0)">
            <text x="%d" y="20" font-size="13" font-weight="bold">%s</text>
            <text x="%2$d" y="36" fill="#667">%s</text>
            <path d="M%2$d %d H%d" stroke="#99a"/>
            <polyline points="%s" fill="none" stroke="#2563eb" stroke-width="2"/>
            %s
            </g>""";

    private static final String POINT = """
            <circle cx="%1$d" cy="%2$d" r="3.5" fill="#2563eb"/>
            <text x="%1$d" y="%3$d" text-anchor="middle">%4$s</text>
            <text x="%1$d" y="%5$d" text-anchor="middle">%6$s</text>
            <text x="%1$d" y="%7$d" text-anchor="middle" fill="#667">%8$s</text>""";

    private Chart() {}

    /** @param foot what was measured, and on what; no markup */
    static String svg(List<Panel> panels, String foot) {
        var drawn = IntStream.range(0, panels.size())
                .mapToObj(i -> panel(panels.get(i), i * WIDTH))
                .collect(Collectors.joining("\n"));
        return FRAME.formatted(panels.size() * WIDTH, HEIGHT + FOOT, foot, drawn, HEIGHT + FOOT - 10);
    }

    private static String panel(Panel panel, int offset) {
        var points = IntStream.range(0, panel.points().size())
                .mapToObj(i -> point(panel, i))
                .collect(Collectors.joining("\n"));
        var line = IntStream.range(0, panel.points().size())
                .mapToObj(i -> x(panel, i) + "," + y(panel, i))
                .collect(Collectors.joining(" "));
        return PANEL.formatted(offset, LEFT / 2, panel.title(), panel.unit(), BOTTOM, WIDTH - LEFT / 2, line, points);
    }

    private static String point(Panel panel, int i) {
        Point point = panel.points().get(i);
        return POINT.formatted(
                x(panel, i),
                y(panel, i),
                y(panel, i) - 8,
                String.format(Locale.ROOT, point.value() < 100 ? "%.1f" : "%,.0f", point.value()),
                BOTTOM + 16,
                point.label(),
                BOTTOM + 30,
                point.under());
    }

    private static int x(Panel panel, int i) {
        return LEFT + 12 + i * (WIDTH - 2 * LEFT - 24) / (panel.points().size() - 1);
    }

    private static int y(Panel panel, int i) {
        return (int) Math.round(BOTTOM - (BOTTOM - TOP) * panel.points().get(i).value() / panel.best());
    }
}
