package dev.tailrace.activities.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeStreamResponse;
import software.amazon.awssdk.services.dynamodb.model.ExpiredIteratorException;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsRequest;
import software.amazon.awssdk.services.dynamodb.model.GetRecordsResponse;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorRequest;
import software.amazon.awssdk.services.dynamodb.model.GetShardIteratorResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.TrimmedDataAccessException;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** The stream as one attempt sees it. Answers a few records at a time; an attempt that has read everything waits for more. */
final class SimulatedStreams implements DynamoDbStreamsClient {
    static final String ARN = "arn:simulated";
    private static final int MOST = 4;
    private static final double EXPIRES = 0.02;
    private static final String FRESH = ":fresh";
    private static final Pattern ITERATOR = Pattern.compile("(.*?):(\\d+)(?:" + FRESH + ")?");

    private final Truth truth;
    private final Actor actor;
    private final int trims;
    private final Map<String, Integer> reading = new HashMap<>();
    private final Set<String> sawNothing = new HashSet<>();

    SimulatedStreams(Truth truth, Actor actor) {
        this.truth = truth;
        this.actor = actor;
        trims = truth.trims();
    }

    @Override
    public DescribeStreamResponse describeStream(DescribeStreamRequest request) {
        actor.step("DescribeStream");
        var shards = truth.shards().stream().map(SourceShard::describe).toList();
        return DescribeStreamResponse.builder()
                .streamDescription(d -> d.shards(shards))
                .build();
    }

    @Override
    public GetShardIteratorResponse getShardIterator(GetShardIteratorRequest request) {
        actor.step("GetShardIterator " + request.shardId() + " " + request.shardIteratorType());
        var shard = truth.shard(request.shardId());
        int index = switch (request.shardIteratorType()) {
            case TRIM_HORIZON -> horizon(shard);
            case AT_SEQUENCE_NUMBER -> shard.indexOf(Integer.parseInt(request.sequenceNumber()));
            case AFTER_SEQUENCE_NUMBER -> shard.indexOf(Integer.parseInt(request.sequenceNumber()) + 1);
            default -> throw new IllegalArgumentException(request.shardIteratorTypeAsString());
        };
        check(shard, index);
        return GetShardIteratorResponse.builder()
                .shardIterator(shard.name + ":" + index + FRESH)
                .build();
    }

    private int horizon(SourceShard shard) {
        if (truth.trims() > trims) {
            // Days have passed for this call; the engine's clock, which tells them, has not moved. The next attempt's
            // has.
            actor.stop();
            throw SdkClientException.create("timed out");
        }
        return shard.trimmed();
    }

    private static void check(SourceShard shard, int index) {
        if (index < shard.trimmed()) {
            throw TrimmedDataAccessException.builder().message("trimmed").build();
        }
    }

    @Override
    public GetRecordsResponse getRecords(GetRecordsRequest request) {
        var iterator = ITERATOR.matcher(request.shardIterator());
        iterator.matches();
        var shard = truth.shard(iterator.group(1));
        int index = Integer.parseInt(iterator.group(2));
        reading.put(shard.name, index);
        actor.step("GetRecords " + request.shardIterator());
        if (sawNothing.contains(shard.name) && !isAnythingThere()) {
            actor.idle(this::isAnythingThere);
        }
        check(shard, index);
        if (actor.draw() < EXPIRES && !request.shardIterator().endsWith(FRESH)) {
            throw ExpiredIteratorException.builder().message("expired").build();
        }
        int end = Math.min(shard.records.size(), index + 1 + (int) (actor.draw() * MOST));
        var records = shard.records.subList(index, end);
        actor.tell("  read " + records);
        if (records.isEmpty()) {
            sawNothing.add(shard.name);
        }
        reading.put(shard.name, end);
        boolean over = end == shard.records.size() && shard.isClosed();
        if (over) {
            reading.remove(shard.name);
        }
        return GetRecordsResponse.builder()
                .records(given(records))
                .nextShardIterator(over ? null : shard.name + ":" + end)
                .build();
    }

    private boolean isAnythingThere() {
        return reading.entrySet().stream().anyMatch(r -> {
            var shard = truth.shard(r.getKey());
            return r.getValue() < shard.records.size() || shard.isClosed();
        });
    }

    private List<Record> given(List<SourceRecord> records) {
        if (actor.plan().breakage() != Breakage.FIRST_AND_LAST_IMAGES) {
            return records.stream().map(SourceRecord::asRecord).toList();
        }
        var merged = new LinkedHashMap<String, SourceRecord>();
        for (var record : records) {
            merged.merge(
                    record.id(),
                    record,
                    (first, last) ->
                            new SourceRecord(last.sequence(), last.at(), last.id(), first.before(), last.after()));
        }
        return new ArrayList<>(merged.values())
                .stream().map(SourceRecord::asRecord).toList();
    }

    @Override
    public String serviceName() {
        return "dynamodb";
    }

    @Override
    public void close() {}
}
