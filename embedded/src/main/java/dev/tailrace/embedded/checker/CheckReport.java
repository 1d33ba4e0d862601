package dev.tailrace.embedded.checker;

import java.util.List;

/**
 * What the checker found.
 *
 * @param items source items, without Tailrace's tokens
 * @param rows target rows
 * @param refused items that cannot become a row and must have none
 * @param missing rows that should be there and are not
 * @param extra rows that should not be there
 * @param different rows with another content than they should have
 * @param examples the first of the three, a line each
 */
public record CheckReport(
        long items, long rows, long refused, long missing, long extra, long different, List<String> examples) {
    public CheckReport {
        examples = List.copyOf(examples);
    }

    /** Whether source and target say the same. */
    public boolean isEqual() {
        return missing == 0 && extra == 0 && different == 0;
    }
}
