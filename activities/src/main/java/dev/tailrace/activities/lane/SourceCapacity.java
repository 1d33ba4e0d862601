package dev.tailrace.activities.lane;

import dev.tailrace.activities.Heartbeat;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BandwidthBuilder.BandwidthBuilderBuildStage;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a table's source may be asked for by this process. Its read budget: charged with the capacity that the service says it
 * consumed, so a page may run into debt and the next one waits. The table's budget is shared among processes by how many of its segments each runs. Follows
 * a changed budget within a second; what was consumed under another one is not held against it. Thread-safe.
 */
public final class SourceCapacity {
    /** Bucket4j counts whole tokens; capacity units come in halves. */
    private static final double SCALE = 100;

    /** The copy's requests are to cost about this part of a second's budget: an even pace, which a change reaches at once. */
    private static final int REQUESTS_PER_SECOND = 4;

    /** Units that a request is to cost at least, if a second's budget has as many: each is rounded up to a whole step. */
    private static final long WORTH_A_REQUEST = 4;

    /** What 4 KB cost, read strongly consistent, and so the least that a request does (source: DynamoDB's documentation). */
    public static final double STEP = 1;

    /** What a strongly consistent page of 1 MB costs, the most that a request can (source: DynamoDB's documentation). */
    private static final double DEAREST_PAGE = 256;

    private static final int MOST_ITEMS = 100_000;

    /** BatchGetItem takes 100 keys (source: DynamoDB's documentation). */
    private static final int MOST_KEYS = 100;

    /** GetRecords gives 1000 records (source: DynamoDB's documentation). */
    private static final int MOST_RECORDS = 1000;

    private static final long LONGEST_PARK = TimeUnit.MILLISECONDS.toNanos(250);

    private final Settings settings;
    private final AtomicInteger here = new AtomicInteger();
    private final AdaptiveBatchSize keys = new AdaptiveBatchSize(MOST_KEYS);
    private final AdaptiveBatchSize records = new AdaptiveBatchSize(MOST_RECORDS);
    private @Nullable Bucket bucket;
    private @Nullable Double budget;
    private long perSecond;

    public SourceCapacity(Settings settings) {
        this.settings = settings;
    }

    /** What the operator wants now: see {@link OperatorSettings#get}. */
    @FunctionalInterface
    public interface Settings {
        OperatorSettings.Current get() throws SQLException;
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

    /** What a request of the copy may cost, and has reserved. */
    public interface Permit {
        /** Charges what it did cost. */
        void charge(double units);

        /**
         * How many items it may read; at 1 MB DynamoDB ends a page anyway.
         *
         * @param unitsPerItem what one costs, as far as known
         * @return null for no limit
         */
        @Nullable
        Integer items(double unitsPerItem);
    }

    private static final Permit FREE = new Permit() {
        @Override
        public void charge(double units) {}

        @Override
        public @Nullable Integer items(double unitsPerItem) {
            return null;
        }
    };

    /** Waits until the budget allows another page, or until a stop is asked for. */
    public void await(Heartbeat heartbeat) throws SQLException {
        while (!heartbeat.stopRequested() && park(bucket())) {}
    }

    /** Charges what a page consumed. */
    public void charge(double units) throws SQLException {
        var current = bucket();
        if (current != null) {
            spend(current, Math.round(units * SCALE));
        }
    }

    /**
     * Charges reads that cannot wait, because they hold locks or keep capture up: what waits does so the longer. Only while the
     * budget allows a request, so that those who wait for it get it in the end. Asks no one, and so holds only where a budget is in use.
     */
    public synchronized void owe(double units) {
        if (bucket != null && bucket.getAvailableTokens() > 0) {
            spend(bucket, Math.round(units * SCALE));
        }
    }

    /** How many items a read that holds locks asks for. */
    public AdaptiveBatchSize keys() {
        return keys;
    }

    /** How many records a read of a shard asks for. */
    public AdaptiveBatchSize records() {
        return records;
    }

    /** Waits for the copy's next request. Null: it is not to come, as it was stopped or the copy is paused. */
    public @Nullable Permit enter(BooleanSupplier stopped) throws SQLException {
        while (!stopped.getAsBoolean()) {
            var now = settings.get();
            if (now.backfillPaused()) {
                break;
            }
            var permit = tryEnter(now);
            if (permit != null) {
                return permit;
            }
            park(bucket(now));
        }
        return null;
    }

    /** One at a time, each reserving something: those that waited must not rush in together. */
    private synchronized @Nullable Permit tryEnter(OperatorSettings.Current now) {
        var current = bucket(now);
        if (current == null) {
            return FREE;
        }
        if (!current.estimateAbilityToConsume(1).canBeConsumed()) {
            return null;
        }
        double share = Math.max(perSecond / SCALE / REQUESTS_PER_SECOND, Math.min(perSecond / SCALE, WORTH_A_REQUEST));
        long reserved = (long) (Math.clamp(share, STEP, DEAREST_PAGE) * SCALE);
        spend(current, reserved);
        return new Permit() {
            @Override
            public void charge(double units) {
                spend(current, Math.round(units * SCALE) - reserved);
            }

            @Override
            public Integer items(double unitsPerItem) {
                return (int) Math.clamp(reserved / SCALE / unitsPerItem, 1, MOST_ITEMS);
            }
        };
    }

    private static void spend(Bucket bucket, long tokens) {
        if (tokens > 0) {
            bucket.consumeIgnoringRateLimits(tokens);
        } else if (tokens < 0) {
            bucket.addTokens(-tokens);
        }
    }

    /** Waits a moment if the budget wants it; false if it allows a page now. */
    private static boolean park(@Nullable Bucket current) {
        long wait = current == null ? 0 : current.estimateAbilityToConsume(1).getNanosToWaitForRefill();
        LockSupport.parkNanos(Math.min(wait, LONGEST_PARK));
        return wait > 0;
    }

    private @Nullable Bucket bucket() throws SQLException {
        return bucket(settings.get());
    }

    private synchronized @Nullable Bucket bucket(OperatorSettings.Current now) {
        if (now.unitsPerSecond() == null) {
            bucket = null;
            return null;
        }
        double share = (double) here.get() / Math.max(now.copying(), here.get());
        long wanted = Math.max(1, Math.round(now.unitsPerSecond() * share * SCALE));
        if (bucket == null || !now.unitsPerSecond().equals(budget)) {
            bucket = Bucket.builder()
                    .addLimit(limit(wanted).initialTokens(0).build())
                    .build();
        } else if (wanted != perSecond) {
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(limit(wanted).build())
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
        }
        budget = now.unitsPerSecond();
        perSecond = wanted;
        return bucket;
    }

    private static BandwidthBuilderBuildStage limit(long perSecond) {
        return Bandwidth.builder().capacity(perSecond).refillGreedy(perSecond, Duration.ofSeconds(1));
    }
}
