package dev.tailrace.embedded.fault;

import java.time.Duration;
import java.util.List;

/** What a {@link FaultProxy} does with its connections. */
public sealed interface Fault {
    /** Forwards. */
    record Pass() implements Fault {}

    /**
     * Answers HTTP requests itself, with an error of DynamoDB's.
     *
     * @param status e.g. 400
     * @param code DynamoDB's name of the error, e.g. {@code ThrottlingException}
     */
    record Answer(int status, String code) implements Fault {}

    /**
     * Forwards, and resets the connection in the middle of what the server says.
     *
     * @param bytes how many of the server's are let through first
     */
    record Cut(int bytes) implements Fault {}

    /** Accepts connections and bytes, forwards nothing, closes nothing: as behind a dead router. */
    record HalfOpen() implements Fault {}

    /** @param pause before each chunk, in both directions */
    record Slow(Duration pause) implements Fault {}

    /** DynamoDB's own failure. */
    static Fault serverError() {
        return new Answer(500, "InternalServerError");
    }

    /** Throttling of table requests in all its names. Source: DynamoDB developer guide, "Error handling with DynamoDB". */
    static List<Fault> throttles() {
        return List.of(
                new Answer(400, "ProvisionedThroughputExceededException"),
                new Answer(400, "ThrottlingException"),
                new Answer(400, "RequestLimitExceeded"));
    }

    /** Throttling of stream requests. Source: API reference of DynamoDB Streams, GetRecords. */
    static Fault streamThrottle() {
        return new Answer(400, "LimitExceededException");
    }
}
