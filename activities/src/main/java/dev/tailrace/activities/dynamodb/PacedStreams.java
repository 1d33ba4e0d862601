package dev.tailrace.activities.dynamodb;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A streams client whose DescribeStream calls keep to a rate, whoever makes them, and are tried again in place while the service
 * throttles them. AWS allows ten a second for all readers of an account together (source: API reference, DescribeStream); the SDK
 * does not try its LimitExceededException again. Thread-safe.
 */
public final class PacedStreams implements DynamoDbStreamsClient {
    /** Half of what AWS allows: others read the account's streams, too. */
    public static final int OF_AWS = 5;

    /** What stands in for AWS has no such limit; this one keeps it from being flooded. */
    public static final int OF_OTHERS = 200;

    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** One call with all its repetitions. With four of five throttled, one in a thousand fails. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final DynamoDbStreamsClient service;
    private final Bucket listings;

    /** @param perSecond DescribeStream calls */
    public PacedStreams(DynamoDbStreamsClient service, int perSecond) {
        this.service = service;
        listings = Bucket.builder()
                .addLimit(l -> l.capacity(1).refillGreedy(perSecond, Duration.ofSeconds(1)))
                .build();
    }

    /** @throws AbortedException if the thread is interrupted while it waits */
    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        long end = System.nanoTime() + LONGEST.toNanos();
        var pause = FIRST_PAUSE;
        try {
            while (true) {
                listings.asBlocking().consume(1);
                try {
                    return service.describeStream(request);
                } catch (AwsServiceException e) {
                    if (!isThrottled(e) || System.nanoTime() - end > 0) {
                        throw e;
                    }
                }
                Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos())));
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw AbortedException.create("asked to stop", stopped);
        }
    }

    private static boolean isThrottled(AwsServiceException e) {
        return e.isThrottlingException() || ErrorCode.of(e).equals("LimitExceededException");
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        return service.getShardIterator(request);
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        return service.getRecords(request);
    }

    @Override
    public String serviceName() {
        return service.serviceName();
    }

    @Override
    public void close() {
        service.close();
    }
}
