package dev.tailrace.bench.result;

/**
 * One thing measured.
 *
 * @param measure what, in words; the name in the JSON
 * @param unit of the value and of the goal; {@code ×} for ratios
 * @param note the absolute figures behind a ratio, or what else explains it; empty for nothing
 */
public record Figure(String measure, double value, String unit, Goal goal, String note) {
    /** One that has no bar of its own. */
    public static Figure stated(String measure, double value, String unit, String note) {
        return new Figure(measure, value, unit, new Goal.None(), note);
    }
}
