package dev.tailrace.activities;

import java.time.Duration;

/**
 * How the engine behaves, the same for every migration of a worker.
 *
 * @param turn how long a long activity works before it returns at a batch boundary (keeps history and deployments short)
 * @param settle R0's pause between a stream seen ENABLED and the listing of its shards
 * @param poll how long a quiet shard rests between two reads
 * @param discover how often the stream's shards are listed again
 * @param tokenEvery how often a token measures lag, where tokens are allowed
 * @param idleInTransaction how long a transaction of a frozen attempt may hold its locks (R1)
 * @param resolved how many target keys one transaction resolves at most (R6); DynamoDB's BatchGetItem reads 100 items
 * @param records how many records one read of a shard asks for; GetRecords' own limit is 1000 (AWS documentation, GetRecords)
 * @param heartbeatTimeout how long an activity may be silent before it counts as dead, and another attempt follows
 * @param longestRetryPause pauses between attempts double from one to the next, up to this
 * @param timeouts how long a store may say nothing
 */
public record EngineOptions(
        Duration turn,
        Duration settle,
        Duration poll,
        Duration discover,
        Duration tokenEvery,
        Duration idleInTransaction,
        int resolved,
        int records,
        Duration heartbeatTimeout,
        Duration longestRetryPause,
        StoreTimeouts timeouts) {
    private static final int RESOLVED = 100;
    private static final int RECORDS = 1000;

    /** What a production worker uses. */
    public static EngineOptions standard() {
        return new EngineOptions(
                Duration.ofMinutes(5),
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                Duration.ofSeconds(15),
                Duration.ofSeconds(20),
                Duration.ofSeconds(15),
                RESOLVED,
                RECORDS,
                Duration.ofSeconds(12),
                Duration.ofSeconds(30),
                StoreTimeouts.standard());
    }

    /** Short waits, for stores on this machine. */
    public static EngineOptions local() {
        return new EngineOptions(
                Duration.ofSeconds(60),
                Duration.ofMillis(500),
                Duration.ofMillis(400),
                Duration.ofSeconds(3),
                Duration.ofSeconds(3),
                Duration.ofSeconds(5),
                RESOLVED,
                RECORDS,
                Duration.ofSeconds(6),
                Duration.ofSeconds(2),
                StoreTimeouts.local());
    }
}
