package dev.tailrace.activities.capture.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.DeleteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableRequest;
import software.amazon.awssdk.services.dynamodb.model.DescribeTableResponse;
import software.amazon.awssdk.services.dynamodb.model.OperationType;
import software.amazon.awssdk.services.dynamodb.model.PutItemRequest;
import software.amazon.awssdk.services.dynamodb.model.PutItemResponse;
import software.amazon.awssdk.services.dynamodb.model.Record;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** A table with items {@code id → (grp, n)} whose every change goes into its stream. Thread-safe. */
public final class FakeTable implements DynamoDbClient {
    private final Map<String, Map<String, AttributeValue>> items = new TreeMap<>();
    private final List<FakeStream> streams = new ArrayList<>();
    private final Sequence sequence = new Sequence();
    private final Quirks quirks;
    private final FakeStreamClient client;
    private boolean enabled;

    public FakeTable(long seed, int openShards) {
        quirks = new Quirks(seed);
        client = new FakeStreamClient(this, quirks);
        enableStream(openShards);
    }

    public Quirks quirks() {
        return quirks;
    }

    public FakeStreamClient streamClient() {
        return client;
    }

    /** The newest stream. */
    public synchronized FakeStream stream() {
        return streams.getLast();
    }

    synchronized Optional<FakeStream> stream(String arn) {
        return streams.stream().filter(s -> s.arn().equals(arn)).findFirst();
    }

    public synchronized void disableStream() {
        enabled = false;
        stream().end();
    }

    /** Another stream, which knows nothing of the one before. */
    public synchronized void enableStream(int openShards) {
        enabled = true;
        streams.add(new FakeStream(streams.size(), sequence, quirks, openShards));
    }

    /** The stream of old is deleted a day after it was disabled. */
    public synchronized void forgetStream(String arn) {
        streams.removeIf(s -> s.arn().equals(arn));
    }

    public void put(String id, String grp, int n) {
        write(
                id,
                Map.of(
                        "id",
                        AttributeValue.fromS(id),
                        "grp",
                        AttributeValue.fromS(grp),
                        "n",
                        AttributeValue.fromN("" + n)));
    }

    public void remove(String id) {
        write(id, null);
    }

    private synchronized void write(String id, @Nullable Map<String, AttributeValue> after) {
        var before = after == null ? items.remove(id) : items.put(id, after);
        if (enabled && (before != null || after != null)) {
            var number = sequence.next();
            stream().write(FakeStream.hash(id), number, record(id, number.toString(), before, after));
        }
    }

    private static Record record(
            String id,
            String number,
            @Nullable Map<String, AttributeValue> before,
            @Nullable Map<String, AttributeValue> after) {
        var event = before == null ? OperationType.INSERT : after == null ? OperationType.REMOVE : OperationType.MODIFY;
        return Record.builder()
                .eventName(event)
                .dynamodb(d -> d.sequenceNumber(number)
                        .approximateCreationDateTime(
                                Instant.ofEpochSecond(Instant.now().getEpochSecond()))
                        .keys(Map.of("id", AttributeValue.fromS(id)))
                        .oldImage(before)
                        .newImage(after)
                        .streamViewType(StreamViewType.NEW_AND_OLD_IMAGES))
                .build();
    }

    /** The items as a scan would see them now. */
    public synchronized List<Map<String, AttributeValue>> items() {
        return items.values().stream().filter(i -> i.containsKey("n")).toList();
    }

    /** How many items are not the application's. */
    public synchronized int tokens() {
        return items.size() - items().size();
    }

    /** The truth about the target: grp/id → n. */
    public synchronized Map<String, Integer> rows() {
        var rows = new TreeMap<String, Integer>();
        items().forEach(i -> rows.put(
                i.get("grp").s() + "/" + i.get("id").s(),
                Integer.parseInt(i.get("n").n())));
        return rows;
    }

    @Override
    public synchronized DescribeTableResponse describeTable(DescribeTableRequest request) {
        return DescribeTableResponse.builder()
                .table(t -> t.tableName(request.tableName())
                        .latestStreamArn(stream().arn())
                        .streamSpecification(
                                s -> s.streamEnabled(enabled).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)))
                .build();
    }

    @Override
    public PutItemResponse putItem(PutItemRequest request) {
        LockSupport.parkNanos(quirks.writeLatency.toNanos());
        if (quirks.refusesWrites) {
            throw Failures.passing(1);
        }
        write(request.item().get("id").s(), new HashMap<>(request.item()));
        return PutItemResponse.builder().build();
    }

    @Override
    public DeleteItemResponse deleteItem(DeleteItemRequest request) {
        if (quirks.closedToDeletes) {
            throw new IllegalStateException("Connection pool shut down");
        }
        LockSupport.parkNanos(quirks.writeLatency.toNanos());
        write(request.key().get("id").s(), null);
        return DeleteItemResponse.builder().build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
