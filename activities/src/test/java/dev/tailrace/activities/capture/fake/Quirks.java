package dev.tailrace.activities.capture.fake;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** How unkind the service is at the moment. All off at first. Set by the test's thread, read by those that read shards. */
public final class Quirks {
    private final RandomGenerator random;

    /** Records in a page at most; the service's own limit is 1,000. */
    public volatile int pageSize = 1000;

    /** Pages of more records than these are never given in time. */
    public volatile int mostInTime = 1000;

    /** The share of reads that begin some records before what was asked for. */
    public volatile double again;

    /** The share of calls that are throttled or end with an internal error. */
    public volatile double failures;

    /** All reads fail. */
    public volatile boolean down;

    /** Shards listed from now on do not show that they have ended. */
    public volatile boolean hidesEnds;

    /** Shards made from now on are not listed. */
    public volatile boolean hidesNew;

    /** Shards made from now on are listed without their parent. */
    public volatile boolean hidesParents;

    /** Empty pages before each record written from now on. */
    public volatile int emptyPages;

    /** How long a read takes. */
    public volatile Duration latency = Duration.ZERO;

    /** How long a write by Tailrace takes. */
    public volatile Duration writeLatency = Duration.ZERO;

    /** Puts by Tailrace are throttled. */
    public volatile boolean refusesWrites;

    /** Deletes by Tailrace end as those of a closed client. */
    public volatile boolean closedToDeletes;

    /** The share of calls that list shards and are throttled. */
    public volatile double throttledListings;

    public Quirks(long seed) {
        random = new SplittableRandom(seed);
    }

    synchronized boolean happens(double share) {
        return share > 0 && random.nextDouble() < share;
    }

    synchronized int upTo(int most) {
        return random.nextInt(most + 1);
    }
}
