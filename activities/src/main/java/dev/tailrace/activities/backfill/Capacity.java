package dev.tailrace.activities.backfill;

import dev.tailrace.activities.Pulse;
import dev.tailrace.activities.control.Directions;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A table's read budget in this process: charged with the capacity that the service says it consumed, so a page may run into
 * debt and the next one waits. The table's budget is shared among processes by how many of its segments each runs. Follows
 * a changed budget within a second. Thread-safe.
 */
public final class Capacity {
    /** Bucket4j counts whole tokens; capacity units come in halves. */
    private static final double SCALE = 100;

    private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(250);

    private final Directions directions;
    private final AtomicInteger here = new AtomicInteger();
    private @Nullable Bucket bucket;
    private long perSecond;

    public Capacity(Directions directions) {
        this.directions = directions;
    }

    /** A segment that draws on the budget, until closed. */
    public Running running() {
        here.incrementAndGet();
        return here::decrementAndGet;
    }

    /** A segment at work. */
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }

    /** Waits until the budget allows another page, or until a stop is asked for. */
    public void await(Pulse pulse) throws SQLException {
        while (!pulse.stopRequested() && park()) {}
    }

    /** The same for the copy, which also stops waiting when it is paused. */
    void awaitUnlessPaused(Pulse pulse) throws SQLException {
        while (!pulse.stopRequested() && !directions.get().copyPaused() && park()) {}
    }

    /** Waits a moment if the budget wants it; false if it allows a page now. */
    private boolean park() throws SQLException {
        var current = bucket();
        long wait = current == null ? 0 : current.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        LockSupport.parkNanos(Math.min(wait, LONGEST_PARK));
        return wait > 0;
    }

    /** Charges what a page consumed. */
    public void charge(double units) throws SQLException {
        var current = bucket();
        long tokens = Math.round(units * SCALE);
        if (current != null && tokens > 0) {
            current.consumeIgnoringRateLimits(tokens);
        }
    }

    private @Nullable Bucket bucket() throws SQLException {
        return bucket(directions.get());
    }

    private synchronized @Nullable Bucket bucket(Directions.Current now) {
        if (now.unitsPerSecond() == null) {
            bucket = null;
            return null;
        }
        double share = (double) here.get() / Math.max(now.copying(), here.get());
        long wanted = Math.max(1, Math.round(now.unitsPerSecond() * share * SCALE));
        if (bucket == null) {
            bucket = Bucket.builder().addLimit(limit(wanted)).build();
            perSecond = wanted;
        } else if (wanted != perSecond) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder().addLimit(limit(wanted)).build(), TokensInheritanceStrategy.AS_IS);
            perSecond = wanted;
        }
        return bucket;
    }

    private static Bandwidth limit(long perSecond) {
        return Bandwidth.builder()
                .capacity(perSecond)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build();
    }
}
