package dev.tailrace.bench.result;

/**
 * One thing measured.
 *
 * @param measure what, in words; the name in the JSON
 * @param value NaN for one that could not be taken
 * @param unit of the value and of the goal; {@code ×} for ratios
 * @param note the absolute figures behind a ratio, or what else explains it; empty for nothing
 */
public record Figure(String measure, double value, String unit, Goal goal, String note) {
    /** One that could not be taken here. */
    public static Figure missing(String measure, String unit, Goal goal, String why) {
        return new Figure(measure, Double.NaN, unit, goal, why);
    }

    /** One that has no bar of its own. */
    public static Figure stated(String measure, double value, String unit, String note) {
        return new Figure(measure, value, unit, new Goal.None(), note);
    }
}
