package dev.tailrace.activities.capture.fake;

import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.StreamStatus;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The streams' endpoint: pages of 100 shards, iterators that expire, and the table's {@link Quirks}. Thread-safe. */
public final class FakeStreamClient implements DynamoDbStreamsClient {
    private static final int SHARDS_PER_PAGE = 100;
    private static final int FURTHEST_BACK = 5;

    private final FakeTable table;
    private final Quirks quirks;
    private final AtomicInteger epoch = new AtomicInteger();
    private final Queue<Long> listings = new ConcurrentLinkedQueue<>();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicInteger reading = new AtomicInteger();
    private final AtomicInteger mostReading = new AtomicInteger();
    private final Map<String, AtomicInteger> readers = new ConcurrentHashMap<>();
    private final Map<String, AtomicLong> reads = new ConcurrentHashMap<>();
    private final AtomicLong given = new AtomicLong();
    private final AtomicInteger mostReadersOfAShard = new AtomicInteger();

    FakeStreamClient(FakeTable table, Quirks quirks) {
        this.table = table;
        this.quirks = quirks;
    }

    /** Every iterator that was given out so far has expired. */
    public void expireIterators() {
        epoch.incrementAndGet();
    }

    /** The most DescribeStream calls within a second. */
    public int mostListingsInASecond() {
        var at = listings.stream().sorted().toList();
        int most = 0;
        for (int last = 0, first = 0; last < at.size(); last++) {
            while (at.get(last) - at.get(first) >= Duration.ofSeconds(1).toNanos()) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }

    /** DescribeStream calls. */
    public int listings() {
        return listings.size();
    }

    /** GetRecords calls. */
    public long calls() {
        return calls.get();
    }

    /** GetRecords calls of a shard. */
    public long reads(String shard) {
        return reads.getOrDefault(shard, new AtomicLong()).get();
    }

    /** Reads that gave records. */
    public long given() {
        return given.get();
    }

    /** The most reads that were under way at once. */
    public int mostReading() {
        return mostReading.get();
    }

    /** The most reads of one shard that were under way at once. */
    public int mostReadersOfAShard() {
        return mostReadersOfAShard.get();
    }

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        listings.add(System.nanoTime());
        if (quirks.happens(quirks.throttledListings)) {
            throw Failures.passing(0);
        }
        fail();
        var stream = stream(request.streamArn());
        var after = request.exclusiveStartShardId();
        var rest = stream.describe().stream()
                .filter(s -> after == null || s.shardId().compareTo(after) > 0)
                .toList();
        var page = rest.stream().limit(SHARDS_PER_PAGE).toList();
        return DescribeStreamResponse.builder()
                .streamDescription(d -> d.streamArn(stream.arn())
                        .streamStatus(StreamStatus.ENABLED)
                        .shards(page)
                        .lastEvaluatedShardId(
                                rest.size() > page.size() ? page.getLast().shardId() : null))
                .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        fail();
        var stream = stream(request.streamArn());
        try {
            var horizon = stream.horizon(request.shardId());
            var from = switch (request.shardIteratorType()) {
                case TRIM_HORIZON -> horizon;
                case AT_SEQUENCE_NUMBER -> new BigInteger(request.sequenceNumber());
                case AFTER_SEQUENCE_NUMBER -> new BigInteger(request.sequenceNumber()).add(BigInteger.ONE);
                default -> throw new UnsupportedOperationException(request.shardIteratorTypeAsString());
            };
            if (from.compareTo(horizon) < 0) {
                throw Failures.trimmed();
            }
            return GetShardIteratorResponse.builder()
                    .shardIterator(iterator(stream.arn(), request.shardId(), from, 0))
                    .build();
        } catch (NoSuchElementException forgotten) {
            throw Failures.notFound();
        }
    }

    private String iterator(String arn, String shard, BigInteger from, int walked) {
        return String.join("|", arn, shard, from.toString(), "" + walked, "" + epoch.get());
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        var iterator = request.shardIterator().split("\\|");
        var shard = iterator[1];
        calls.incrementAndGet();
        reads.computeIfAbsent(shard, s -> new AtomicLong()).incrementAndGet();
        mostReading.accumulateAndGet(reading.incrementAndGet(), Math::max);
        var sameShard = readers.computeIfAbsent(shard, s -> new AtomicInteger());
        mostReadersOfAShard.accumulateAndGet(sameShard.incrementAndGet(), Math::max);
        try {
            LockSupport.parkNanos(quirks.latency.toNanos());
            fail();
            if (Integer.parseInt(iterator[4]) != epoch.get()) {
                throw Failures.expired();
            }
            int back = quirks.happens(quirks.again) ? quirks.upTo(FURTHEST_BACK) : 0;
            int limit = back > 0 && quirks.happens(quirks.again) ? 0 : Math.min(quirks.pageSize, request.limit());
            var page = stream(iterator[0])
                    .page(shard, new BigInteger(iterator[2]), Integer.parseInt(iterator[3]), limit, back);
            if (page.records().size() > quirks.mostInTime) {
                throw ApiCallTimeoutException.create(quirks.latency.toMillis());
            }
            if (!page.records().isEmpty()) {
                given.incrementAndGet();
            }
            return GetRecordsResponse.builder()
                    .records(page.records())
                    .nextShardIterator(
                            page.next() == null ? null : iterator(iterator[0], shard, page.next(), page.walked()))
                    .build();
        } catch (NoSuchElementException forgotten) {
            throw Failures.trimmed();
        } finally {
            reading.decrementAndGet();
            sameShard.decrementAndGet();
        }
    }

    private FakeStream stream(String arn) {
        return table.stream(arn).orElseThrow(Failures::notFound);
    }

    private void fail() {
        if (quirks.down || quirks.happens(quirks.failures)) {
            throw Failures.passing(quirks.upTo(2));
        }
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
