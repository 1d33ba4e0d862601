package dev.tailrace.workflows.command;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Durations as people type them: a whole number and a unit, such as {@code 500ms}, {@code 30s}, {@code 5m}, {@code 24h} or {@code 7d}. */
public final class StatedDuration {
    private static final Pattern SHAPE = Pattern.compile("(0|[1-9][0-9]{0,6})(ms|s|m|h|d)");

    private StatedDuration() {}

    /** Null where it is none. */
    public static @Nullable Duration of(String text) {
        var found = SHAPE.matcher(text);
        if (!found.matches()) {
            return null;
        }
        long number = Long.parseLong(found.group(1));
        return switch (found.group(2)) {
            case "ms" -> Duration.ofMillis(number);
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
