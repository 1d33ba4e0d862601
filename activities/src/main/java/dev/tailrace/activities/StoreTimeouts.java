package dev.tailrace.activities;

import java.time.Duration;

/**
 * How long a store may say nothing before it counts as gone. A connection that is open on one side only looks like a slow
 * store; without these, an attempt would wait for it for ever, alive by its heartbeats.
 *
 * @param attempt for one request to DynamoDB
 * @param call for a request to DynamoDB with all its retries
 * @param statement for an answer of Postgres to one statement; longer than {@link EngineOptions#idleInTransaction}, which
 *     bounds how long the locks of a frozen attempt can be waited for
 * @param rotation how long a password that changes by itself may be refused before a person is asked: for as long, the
 *     server and the place where the password is kept may know different ones
 */
public record StoreTimeouts(Duration attempt, Duration call, Duration statement, Duration rotation) {
    /** For networks. */
    public static StoreTimeouts standard() {
        return new StoreTimeouts(
                Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(60), Duration.ofMinutes(3));
    }

    /** For stores on this machine. */
    public static StoreTimeouts local() {
        return new StoreTimeouts(
                Duration.ofSeconds(5), Duration.ofSeconds(12), Duration.ofSeconds(15), Duration.ofSeconds(20));
    }
}
