package dev.tailrace.activities.dynamodb;

import dev.tailrace.activities.EngineOptions;
import dev.tailrace.activities.lane.AdaptiveBatchSize;
import dev.tailrace.activities.lane.Lanes.Held;
import dev.tailrace.activities.lane.ListedShard;
import dev.tailrace.activities.lane.Passes.Pass;
import dev.tailrace.activities.store.ChangeReader;
import dev.tailrace.activities.store.SourceIndex;
import dev.tailrace.activities.store.SourceTable;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/**
 * A DynamoDB table. Immutable; thread-safe.
 *
 * @param tables a client of the account's tables
 * @param streams a client of their streams
 */
public record DynamoDbSource(String name, KeySchema keys, DynamoDbClient tables, DynamoDbStreamsClient streams)
        implements SourceTable {
    private static final Duration TOKEN_CALL = Duration.ofSeconds(3);

    @Override
    public ItemPage page(Segment segment, @Nullable String position, @Nullable Integer most) {
        return ScanPages.page(this, segment, position, most);
    }

    @Override
    public int mostKeys() {
        return PointReads.MOST_KEYS;
    }

    @Override
    public Answer ask(List<Item> asked, @Nullable Duration limit) {
        return PointReads.ask(this, asked, limit);
    }

    @Override
    public Answer ask(Item key, Duration limit) {
        return PointReads.ask(this, key, limit);
    }

    @Override
    public Parts parts(Item part, String begin) {
        return new PartsReader(tables, new PartsQuery(name, keys, part, begin));
    }

    @Override
    public Stream stream() {
        return StreamSwitch.state(tables, name);
    }

    @Override
    public @Nullable String enableStream() {
        return StreamSwitch.enable(tables, streams, name);
    }

    @Override
    public void disableStream() {
        StreamSwitch.disable(tables, name);
    }

    @Override
    public List<ListedShard> shards(String stream) {
        return ShardLister.list(streams, stream);
    }

    @Override
    public ChangeReader reader(Pass pass, Held lane, EngineOptions options, AdaptiveBatchSize atOnce) {
        return new ShardReader(this, pass, lane, options, atOnce);
    }

    @Override
    public List<SourceIndex> indexes() {
        return SourceIndexes.of(tables.describeTable(d -> d.tableName(name)).table());
    }

    @Override
    public @Nullable String expiry() {
        return Expiry.attribute(tables, name);
    }

    @Override
    public void putToken(Item key, long number) {
        var item = new HashMap<>(Attributes.toAttributes(key));
        item.put(TOKEN, AttributeValue.fromN(Long.toString(number)));
        tables.putItem(p -> p.tableName(name).item(item).overrideConfiguration(o -> o.apiCallTimeout(TOKEN_CALL)));
    }

    @Override
    public void deleteToken(Item key) {
        tables.deleteItem(d -> d.tableName(name)
                .key(Attributes.toAttributes(key))
                .overrideConfiguration(o -> o.apiCallTimeout(TOKEN_CALL)));
    }
}
