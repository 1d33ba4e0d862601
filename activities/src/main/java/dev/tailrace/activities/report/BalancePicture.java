package dev.tailrace.activities.report;

import dev.tailrace.activities.report.Topics.StandingVerdict;
import dev.tailrace.workflows.verification.Balance.Side;
import java.util.ArrayList;
import java.util.List;

/**
 * The rows of both sides of each table, a bar for each side, in whole units of the picture. A class that is not empty is seen, however
 * small it is.
 *
 * @param bars from the top
 * @param height of the whole
 */
public record BalancePicture(List<Bar> bars, int height) {
    /** Where bars begin: their names are left of it. */
    public static final int LEFT = 190;

    /** Width of the whole. */
    public static final int WIDTH = 760;

    private static final int LONGEST = WIDTH - LEFT;
    private static final int LEAST_WIDTH = 4;
    private static final int BAR = 18;
    private static final int TABLES = 12;

    public BalancePicture {
        bars = List.copyOf(bars);
    }

    /** A side of a table. @param table its name on the first bar of a table, empty on the second */
    public record Bar(String table, String side, int y, List<Part> parts) {
        public Bar {
            parts = List.copyOf(parts);
        }
    }

    /** A class of rows. @param style a class of the style sheet; @param title what it is, in words */
    public record Part(int x, int width, String style, String title) {}

    /** Of the first tables. */
    public static BalancePicture of(List<StandingVerdict> tables) {
        var bars = new ArrayList<Bar>();
        int y = 4;
        for (var table : tables.stream().limit(TABLES).toList()) {
            var balance = table.verdict().balance();
            long most = Math.max(
                    1, Math.max(balance.source().rows(), balance.target().rows()));
            bars.add(bar(table.table().name(), "source", y, balance.source(), most, "missing"));
            bars.add(bar("", "target", y + BAR + 4, balance.target(), most, "extra"));
            y += 2 * BAR + 20;
        }
        return new BalancePicture(bars, Math.max(y, 1));
    }

    private static Bar bar(String table, String sideName, int y, Side side, long most, String unmatched) {
        var parts = new ArrayList<Part>();
        int x = LEFT;
        x = add(parts, x, side.paired() + side.settled(), most, "same", "the same");
        x = add(parts, x, side.quarantined(), most, "named", "in quarantine instead");
        x = add(parts, x, side.inFlight(), most, "untold", "could not be told");
        x = add(parts, x, side.different(), most, "other", "with other cells");
        add(parts, x, side.unmatched(), most, "unmatched", unmatched);
        return new Bar(table, sideName, y, parts);
    }

    private static int add(List<Part> parts, int x, long rows, long most, String style, String title) {
        if (rows == 0) {
            return x;
        }
        int width = Math.max(LEAST_WIDTH, (int) (rows * (double) LONGEST / most));
        int fits = Math.max(LEAST_WIDTH, Math.min(width, LEFT + LONGEST - x));
        parts.add(new Part(Math.min(x, LEFT + LONGEST - fits), fits, style, Show.number(rows) + " " + title));
        return x + fits;
    }
}
