package dev.tailrace.workflows.migration;

import dev.tailrace.workflows.migration.TableActivities.TableProgress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * When the numbers of a status were read, seen from a moment: what they still say then.
 *
 * @param at null before the first look
 * @param now by the clock of whoever looks
 */
public record StatusAge(@Nullable Instant at, Instant now) {
    /** A migration looks once a minute at least; numbers that are older than this are those of an outage. */
    private static final Duration FRESH = Duration.ofSeconds(90);

    /** Zero before the first look. */
    public Duration age() {
        return at == null || now.isBefore(at) ? Duration.ZERO : Duration.between(at, now);
    }

    /** Whether nobody has read the numbers for longer than between two looks. */
    public boolean isStale() {
        return age().compareTo(FRESH) > 0;
    }

    /**
     * The lag in seconds; null where unknown. Nothing is known of what was applied since a look long ago, so the time since is
     * added: it is no more than that.
     */
    public @Nullable Double lagSeconds(TableProgress progress) {
        var lag = progress.lagSeconds();
        return lag == null || !isStale() ? lag : Double.valueOf(lag + age().toSeconds());
    }

    /** The same in words. */
    public String lag(TableProgress progress) {
        var lag = lagSeconds(progress);
        if (lag == null) {
            return "unknown";
        }
        var words = lag < 120
                ? String.format(Locale.ROOT, "%.1f s", lag)
                : HumanFormat.rough(Duration.ofSeconds(lag.longValue()));
        return isStale() ? "up to " + words : words;
    }
}
