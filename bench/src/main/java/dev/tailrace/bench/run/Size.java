package dev.tailrace.bench.run;

import java.util.Locale;

/**
 * How much is copied, and how.
 *
 * @param tables how many, at once
 * @param items of each
 * @param bytes of an item
 * @param segments of each table's scan
 * @param window how many of a table's segments at once
 */
public record Size(int tables, long items, int bytes, int segments, int window) {
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%s%,d items of %,d B", tables > 1 ? tables + " × " : "", items, bytes);
    }
}
