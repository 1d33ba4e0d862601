package dev.tailrace.workflows.status;

import dev.tailrace.workflows.table.TableActivities.TableProgress;
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

    /** Numbers are never read less often than this. */
    public static final Duration LONGEST_INTERVAL = Duration.ofSeconds(60);

    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(2);

    /** How long to wait between two reads: a sixtieth of the migration's age, from 2 s to a minute. */
    public static Duration refreshInterval(Duration migrationAge) {
        var part = Duration.ofSeconds(migrationAge.toSeconds() / 60);
        if (part.compareTo(SHORTEST_INTERVAL) < 0) {
            return SHORTEST_INTERVAL;
        }
        return part.compareTo(LONGEST_INTERVAL) > 0 ? LONGEST_INTERVAL : part;
    }

    /** Zero before the first look. */
    public Duration age() {
        return at == null || now.isBefore(at) ? Duration.ZERO : Duration.between(at, now);
    }

    /** Whether the numbers are older than the time between two reads. */
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
