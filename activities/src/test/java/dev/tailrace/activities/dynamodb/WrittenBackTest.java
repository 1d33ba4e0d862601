package dev.tailrace.activities.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.store.Change;
import dev.tailrace.activities.store.ReverseMark;
import dev.tailrace.activities.store.ReverseWriter;
import dev.tailrace.activities.store.SegmentReader.Segment;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapping.Compiled;
import dev.tailrace.mappers.mapping.MappingCompiler;
import dev.tailrace.mappers.mapping.MappingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.ShardIteratorType;
import software.amazon.awssdk.services.dynamodb.model.StreamViewType;

/** Items that Tailrace wrote back (R10), read from DynamoDB Local in each way there is: our mark is none of their attributes. */
@Tag("stack")
@Timeout(60)
class WrittenBackTest {
    private static final String TABLE = "WrittenBack";
    private static final KeySchema KEYS =
            new KeySchema(new KeyAttribute("PK", KeyType.S), new KeyAttribute("SK", KeyType.S));
    private static final Duration LIMIT = Duration.ofSeconds(10);
    private static final Map<String, AttributeValue> KEY =
            Map.of("PK", AttributeValue.fromS("p"), "SK", AttributeValue.fromS("s"));

    /** What the application knows. */
    private static final Item ITEM = Attributes.toItem(item(1, null));

    private static final Mapper MAPPER = ((Compiled.Ok) MappingCompiler.compile(
                    new MappingSpec(
                            List.of(new MappingSpec.Rule(Map.of(), "things", List.of("PK", "SK"), Map.of(), "rest")),
                            MappingSpec.Else.REFUSE),
                    KEYS))
            .mapper();

    private LocalDynamoDb server;
    private DynamoDbClient tables;
    private DynamoDbSource source;

    @BeforeEach
    void open() throws Exception {
        server = LocalDynamoDb.start();
        tables = server.tables();
        tables.createTable(c -> c.tableName(TABLE)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(
                        a -> a.attributeName("PK").attributeType(ScalarAttributeType.S),
                        a -> a.attributeName("SK").attributeType(ScalarAttributeType.S))
                .keySchema(
                        k -> k.attributeName("PK").keyType(software.amazon.awssdk.services.dynamodb.model.KeyType.HASH),
                        k -> k.attributeName("SK")
                                .keyType(software.amazon.awssdk.services.dynamodb.model.KeyType.RANGE))
                .streamSpecification(s -> s.streamEnabled(true).streamViewType(StreamViewType.NEW_AND_OLD_IMAGES)));
        source = new DynamoDbSource(TABLE, KEYS, tables, server.streams());
    }

    @AfterEach
    void close() throws Exception {
        tables.close();
        server.close();
    }

    private static Map<String, AttributeValue> item(int n, String mark) {
        var item = new HashMap<>(KEY);
        item.put("n", AttributeValue.fromN("" + n));
        if (mark != null) {
            item.put(ReverseWriter.MARK, AttributeValue.fromS(mark));
        }
        return item;
    }

    private void put(int n, String mark) {
        tables.putItem(p -> p.tableName(TABLE).item(item(n, mark)));
    }

    @Test
    void everyWayToReadAnItemLeavesOurMarkOut() {
        put(1, ReverseMark.of(7, 3, 1));
        var parts = source.parts(KEYS.keyOf(ITEM), "");
        parts.next(LIMIT);
        var read = Map.of(
                "a page", source.page(new Segment(0, 1, true), null, null).items(),
                "a batch", source.ask(List.of(KEYS.keyOf(ITEM)), LIMIT).items().values(),
                "an item", source.ask(KEYS.keyOf(ITEM), LIMIT).items().values(),
                "parts", parts.items(),
                "an image", List.of(changes().getLast().after()));
        assertThat(read)
                .allSatisfy((way, items) -> assertThat(items)
                        .as(way)
                        .singleElement()
                        .satisfies(item -> {
                            assertThat(DynamoJson.write(item)).isEqualTo(DynamoJson.write(ITEM));
                            assertThat(MAPPER.map(item)).isEqualTo(MAPPER.map(ITEM));
                            assertThat(((Mapped.Rows) MAPPER.map(item)).rows().toString())
                                    .contains("\"n\"")
                                    .doesNotContain("_tailrace");
                        }));
    }

    @Test
    void anAttributeOfThatNameInsideAnotherIsTheApplications() {
        var inner = new Value.MapOf(ITEM.attributes());
        var attributes = new HashMap<>(ITEM.attributes());
        attributes.put(
                "inner",
                new Value.MapOf(Item.of(Map.of(ReverseWriter.MARK, inner)).attributes()));
        var item = Item.of(attributes);
        assertThat(Attributes.toItem(Attributes.toAttributes(item))).isEqualTo(item);
    }

    /** An application's update keeps the mark it finds, its put of what it read before brings an old one back. */
    @Test
    void onlyAWriteWithAMarkThatRisesIsOurs() {
        put(1, null);
        put(2, ReverseMark.of(7, 3, 9));
        tables.updateItem(u -> u.tableName(TABLE)
                .key(KEY)
                .updateExpression("set n = :n")
                .expressionAttributeValues(Map.of(":n", AttributeValue.fromN("3"))));
        put(4, ReverseMark.of(7, 3, 10));
        put(5, ReverseMark.of(7, 3, 9));
        put(6, ReverseMark.of(8, 3, 1));
        put(7, "not one of ours");
        put(8, ReverseMark.of(8, 3, 2));
        put(9, null);
        put(10, ReverseMark.of(8, 3, 3));
        tables.deleteItem(d -> d.tableName(TABLE).key(KEY));
        put(11, ReverseMark.of(8, 3, 4));
        assertThat(changes().stream().map(WrittenBackTest::told))
                .containsExactly(
                        "1",
                        "2 7/3/9",
                        "3",
                        "4 7/3/10",
                        "5",
                        "6 8/3/1",
                        "7",
                        "8 8/3/2",
                        "9",
                        "10 8/3/3",
                        "gone",
                        "11 8/3/4");
    }

    private static String told(Change change) {
        var n = change.after() == null
                ? "gone"
                : ((Value.Num) change.after().get("n")).value().toPlainString();
        return change.reversed() ? n + " " + change.mark() : n;
    }

    private List<Change> changes() {
        var streams = source.streams();
        var arn = source.stream().latest();
        var changes = new ArrayList<Change>();
        for (var shard : source.shards(arn)) {
            var iterator = streams.getShardIterator(
                            i -> i.streamArn(arn).shardId(shard.id()).shardIteratorType(ShardIteratorType.TRIM_HORIZON))
                    .shardIterator();
            streams.getRecords(r -> r.shardIterator(iterator)).records().stream()
                    .map(StreamRecords::change)
                    .forEach(changes::add);
        }
        return changes;
    }
}
