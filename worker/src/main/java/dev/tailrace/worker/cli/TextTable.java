package dev.tailrace.worker.cli;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Columns of text, aligned to the left. */
final class TextTable {
    private TextTable() {}

    /** @param rows at least one, all of the same length; the first is the heading */
    static String of(List<List<String>> rows) {
        var widths = IntStream.range(0, rows.getFirst().size())
                .map(column -> rows.stream()
                        .mapToInt(row -> width(row.get(column)))
                        .max()
                        .orElse(0))
                .toArray();
        return rows.stream().map(row -> line(row, widths)).collect(Collectors.joining("\n"));
    }

    private static String line(List<String> row, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(column -> row.get(column) + " ".repeat(widths[column] - width(row.get(column))))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    /** Colours take no room. */
    private static int width(String cell) {
        return cell.replaceAll("\u001b\\[\\d+m", "").length();
    }
}
