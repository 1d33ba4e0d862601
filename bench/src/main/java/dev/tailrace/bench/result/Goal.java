package dev.tailrace.bench.result;

/** What a figure has to reach, and what it should. */
public sealed interface Goal {
    record AtLeast(double bar, double aim) implements Goal {}

    record AtMost(double bar, double aim) implements Goal {}

    /** Something to strive for, without a bar. */
    record Strive(double aim) implements Goal {}

    /** Measured and stated only. */
    record None() implements Goal {}

    /** {@code aim}, {@code bar} or {@code no}: what a value has reached; {@code -} where there is nothing to reach, or nothing measured. */
    default String met(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        return switch (this) {
            case AtLeast(double bar, double aim) -> value >= aim ? "aim" : value >= bar ? "bar" : "no";
            case AtMost(double bar, double aim) -> value <= aim ? "aim" : value <= bar ? "bar" : "no";
            case Strive(double aim) -> value >= aim ? "aim" : "-";
            case None none -> "-";
        };
    }
}
