package dev.tailrace.activities.report;

import dev.tailrace.activities.report.ReportedTable.PhaseChanged;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * When each table was in which phase. It ends with the last thing that is known, and not with the moment at which it is made.
 *
 * @param lines a line for each table, from the top
 * @param ticks of the time line below
 */
public record PhasePicture(List<Line> lines, List<TimeAxis.Tick> ticks, int height) {
    /** Where lines begin: their names are left of it. */
    public static final int LEFT = 190;

    /** Width of the whole. */
    public static final int WIDTH = 760;

    private static final int LINE = 30;
    private static final int TABLES = 24;
    private static final int LEAST_WIDTH = 2;

    public PhasePicture {
        lines = List.copyOf(lines);
        ticks = List.copyOf(ticks);
    }

    public record Line(String table, int y, List<Part> parts) {
        public Line {
            parts = List.copyOf(parts);
        }
    }

    /** A phase. @param style a class of the style sheet; @param title what it is, and since when */
    public record Part(int x, int width, String style, String title) {}

    /** Whether there is nothing to be seen. */
    public boolean isEmpty() {
        return lines.isEmpty();
    }

    /** Of the first tables that have gone through phases. */
    public static PhasePicture of(ReportModel report) {
        var tables = report.tables().stream()
                .filter(table -> !table.phases().isEmpty())
                .limit(TABLES)
                .toList();
        if (tables.isEmpty()) {
            return new PhasePicture(List.of(), List.of(), 1);
        }
        var from = tables.stream()
                .map(table -> table.phases().getFirst().at())
                .min(Instant::compareTo)
                .orElseThrow();
        var axis = new TimeAxis(from, last(report, from), LEFT, WIDTH - 40);
        var lines = new ArrayList<Line>();
        int y = 4;
        for (var table : tables) {
            lines.add(new Line(table.name(), y, parts(table.phases(), axis)));
            y += LINE;
        }
        return new PhasePicture(lines, axis.ticks(), y + 28);
    }

    private static Instant last(ReportModel report, Instant from) {
        return Stream.of(
                        report.tables().stream()
                                .flatMap(table -> table.phases().stream().map(PhaseChanged::at)),
                        report.tables().stream()
                                .flatMap(table -> table.runs().stream().map(ReportedRun::storedAt)),
                        report.audit().events().stream().map(ReportModel.Event::at))
                .flatMap(moments -> moments)
                .max(Instant::compareTo)
                .orElse(from);
    }

    private static List<Part> parts(List<PhaseChanged> phases, TimeAxis axis) {
        var parts = new ArrayList<Part>();
        for (int i = 0; i < phases.size(); i++) {
            var phase = phases.get(i);
            var end = i + 1 < phases.size() ? phases.get(i + 1).at() : axis.to();
            int x = axis.place(phase.at());
            parts.add(new Part(
                    x,
                    Math.max(LEAST_WIDTH, axis.place(end) - x),
                    "phase-" + phase.to().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "-"),
                    "%s from %s, %s"
                            .formatted(Show.word(phase.to()), Show.time(phase.at()), Show.took(phase.at(), end))));
        }
        return parts;
    }
}
