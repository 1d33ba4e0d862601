package dev.tailrace.activities.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.LocalDynamoDb;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.dynamodb.DynamoDbSource;
import dev.tailrace.activities.engine.Items;
import dev.tailrace.activities.lane.LaneLost;
import dev.tailrace.activities.lane.ReverseMarks.Mark;
import dev.tailrace.activities.reverse.LossyNetwork.Fate;
import dev.tailrace.activities.store.ReverseWriter;
import dev.tailrace.activities.store.ReverseWriter.LaneItem;
import dev.tailrace.activities.store.ReverseWriter.Write;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.GlobalSecondaryIndex;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ProjectionType;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;

/** Batches with a lane's item (R15), and whose fault it is that one does not land (R18): DynamoDB Local behind a network that loses things. */
@Tag("stack")
@Timeout(120)
class BatchSenderTest {
    private static final String LANE = "m/Things/7/0";

    private LocalDynamoDb server;
    private LossyNetwork network;
    private ReverseWriter writer;

    @BeforeEach
    void open() throws Exception {
        server = LocalDynamoDb.start();
        network = new LossyNetwork(server.tables());
        network.store()
                .createTable(c -> c.tableName(Soak.TABLE)
                        .billingMode(BillingMode.PAY_PER_REQUEST)
                        .attributeDefinitions(attribute("id"), attribute("grp"))
                        .keySchema(key("id"))
                        .globalSecondaryIndexes(GlobalSecondaryIndex.builder()
                                .indexName("by_grp")
                                .keySchema(key("grp"))
                                .projection(p -> p.projectionType(ProjectionType.ALL))
                                .build()));
        writer = new DynamoDbSource(Soak.TABLE, WayBackTest.ID, network.client(), null).reverse();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
    }

    private static AttributeDefinition attribute(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name) {
        return KeySchemaElement.builder()
                .attributeName(name)
                .keyType(KeyType.HASH)
                .build();
    }

    private BatchSender taken(long term) {
        var item = writer.take(LANE, term, true);
        assertThat(item.term()).isEqualTo(term);
        return new BatchSender(writer, LANE, term, item, () -> false);
    }

    private static KeyWrites put(String id, int n) {
        return put(Items.item(id, "x", n));
    }

    private static KeyWrites put(Item item) {
        var key = WayBackTest.ID.keyOf(item);
        return writes(key, new Write.Put(key, item));
    }

    private static KeyWrites delete(String id) {
        return writes(Items.key(id), new Write.Delete(Items.key(id)));
    }

    private static KeyWrites writes(Item key, Write... writes) {
        return new KeyWrites(new Mark(Digests.sourceKey(key), DynamoJson.write(key), 1), key, List.of(writes));
    }

    /** By id the n of each item. */
    private Map<String, String> items() {
        var items = new TreeMap<String, String>();
        network.store()
                .scanPaginator(s -> s.tableName(Soak.TABLE))
                .items()
                .forEach(i -> items.put(i.get("id").s(), i.get("n").n()));
        return items;
    }

    @Test
    void theTableIsMadeWhereItIsMissingAndTermsOnlyRise() {
        assertThat(writer.look(LANE)).isNull();
        assertThat(writer.take(LANE, 5, false)).isNull();
        assertThat(writer.take(LANE, 5, true)).isEqualTo(new LaneItem(5, 0, false));
        assertThat(writer.take(LANE, 4, true)).isEqualTo(new LaneItem(5, 0, false));
        assertThat(writer.take(LANE, 5, false)).isEqualTo(new LaneItem(5, 0, false));
        assertThat(writer.take(LANE, 6, false)).isEqualTo(new LaneItem(6, 0, false));
    }

    /** R15: without the number its late copy would undo what came after. */
    @Test
    void aCopyThatComesLateDoesNothing() throws Exception {
        var sender = taken(1);
        network.next(Fate.IS_LATE);
        assertThat(sender.send(List.of(put("a", 1))).landed()).hasSize(1);
        assertThat(sender.send(List.of(put("a", 2), put("b", 2))).landed()).hasSize(2);
        assertThat(network.deliverLate()).isEqualTo(1);
        assertThat(items()).isEqualTo(Map.of("a", "2", "b", "2"));
        assertThat(writer.look(LANE)).isEqualTo(new LaneItem(1, 2, false));
    }

    /** R15: without the term a superseded attempt writes what it asked for long ago. */
    @Test
    void aSupersededAttemptWritesNothing() throws Exception {
        var old = taken(1);
        network.next(Fate.IS_LATE);
        var stopped = new BatchSender(writer, LANE, 1, new LaneItem(1, 0, false), () -> true);
        assertThat(stopped.send(List.of(put("a", 1))).landed()).isEmpty();
        assertThat(stopped.state()).isEqualTo(BatchSender.State.OVER);
        var young = taken(2);
        network.deliverLate();
        assertThatThrownBy(() -> old.send(List.of(put("a", 1)))).isInstanceOf(LaneLost.class);
        assertThat(items()).isEmpty();
        young.send(List.of(put("a", 2)));
        assertThat(items()).isEqualTo(Map.of("a", "2"));
    }

    @Test
    void anAnswerThatIsLostIsFoundInTheLanesItem() throws Exception {
        var sender = taken(1);
        network.next(Fate.ANSWER_IS_LOST, Fate.LANDS_TWICE);
        assertThat(sender.send(List.of(put("a", 1))).landed()).hasSize(1);
        assertThat(sender.send(List.of(delete("a"), put("b", 1))).landed()).hasSize(2);
        assertThat(network.sent()).hasSize(2);
        assertThat(items()).isEqualTo(Map.of("b", "1"));
        assertThat(sender.number()).isEqualTo(2);
    }

    /** R15: the same again. Asked anew under the number, what comes late would be taken for what was asked last. */
    @Test
    void whatWasNotAnsweredIsSentAgainTheSame() throws Exception {
        var sender = taken(1);
        network.next(Fate.IS_LATE, Fate.IS_LATE, Fate.PASSES);
        sender.send(List.of(put("a", 1), put("b", 1)));
        assertThat(network.sent())
                .extracting(r -> r.transactItems())
                .hasSize(3)
                .containsOnly(network.sent().getFirst().transactItems());
    }

    /** R15: else the first copy of the batch, late, finds its condition met. */
    @Test
    void aBatchOfWhichNothingIsLeftMovesTheNumberAlone() throws Exception {
        var sender = taken(1);
        var throttled = cancelled("ThrottlingError");
        network.next((n, request) -> {
            n.next(throttled);
            return Fate.IS_LATE.of(n, request);
        });
        var result = sender.send(List.of(put("a", 1)));
        assertThat(result.busy()).hasSize(1);
        assertThat(result.landed()).isEmpty();
        assertThat(sender.number()).isEqualTo(1);
        // Somebody else's.
        sender.send(List.of(put("b", 2)));
        network.deliverLate();
        assertThat(items()).isEqualTo(Map.of("b", "2"));
    }

    static Fate cancelled(String... codes) {
        return (network, request) -> {
            var reasons = new ArrayList<CancellationReason>();
            reasons.add(CancellationReason.builder().code("None").build());
            for (int i = 1; i < request.transactItems().size(); i++) {
                reasons.add(CancellationReason.builder()
                        .code(codes[Math.min(i, codes.length) - 1])
                        .build());
            }
            throw TransactionCanceledException.builder()
                    .message("cancelled")
                    .statusCode(400)
                    .cancellationReasons(reasons)
                    .build();
        };
    }

    @Test
    void aClosedItemIsClosedForEverAndNothingLands() throws Exception {
        var sender = taken(1);
        sender.send(List.of(put("a", 1)));
        network.next(Fate.IS_LATE);
        var late = new BatchSender(writer, LANE, 1, new LaneItem(1, 1, false), () -> true);
        late.send(List.of(put("a", 2)));
        writer.close(LANE);
        network.deliverLate();
        assertThat(sender.send(List.of(put("a", 3))).landed()).isEmpty();
        assertThat(sender.state()).isEqualTo(BatchSender.State.CLOSED);
        assertThat(writer.take(LANE, 9, true).closed()).isTrue();
        assertThat(items()).isEqualTo(Map.of("a", "1"));
        // One that nobody had taken, too.
        writer.close("m/Things/7/1");
        assertThat(writer.take("m/Things/7/1", 1, true).closed()).isTrue();
    }

    @Test
    void anItemThatIsMissingStopsAll() throws Exception {
        var sender = taken(1);
        network.store()
                .deleteItem(d -> d.tableName("tailrace_control").key(Map.of("lane", AttributeValue.fromS(LANE))));
        assertThatThrownBy(() -> sender.send(List.of(put("a", 1))))
                .isInstanceOf(ProblemException.class)
                .hasMessageContaining("TR-R001");
    }

    /** R18: by its place, the others land. */
    @Test
    void anItemOfTheWrongTypeForAnIndexIsRefusedAlone() throws Exception {
        var sender = taken(1);
        var attributes = new HashMap<>(Attributes.toAttributes(Items.item("b", "x", 1)));
        attributes.put("grp", AttributeValue.fromN("5"));
        var wrong = put(Attributes.toItem(attributes));
        var result = sender.send(List.of(put("a", 1), wrong, put("c", 1)));
        assertThat(result.refused()).containsOnlyKeys(wrong);
        assertThat(result.landed()).hasSize(2);
        assertThat(items()).containsOnlyKeys("a", "c");
    }

    /** R18: the answer names none, so they are searched for, and each of the others lands in its time. */
    @Test
    void anItemThatMakesTheWholeUnfitIsFound() throws Exception {
        var sender = taken(1);
        for (var wrong : List.of(tooLarge(), emptyKey(), longNumber())) {
            var left = new ArrayList<>(
                    IntStream.range(0, 20).mapToObj(i -> put("k" + i, i)).toList());
            left.add(13, wrong);
            var refused = new ArrayList<KeyWrites>();
            for (int sends = 0; !left.isEmpty() && sends < 30; sends++) {
                var result = sender.send(left);
                refused.addAll(result.refused().keySet());
                left.removeAll(result.landed());
                left.removeAll(refused);
            }
            assertThat(refused).containsExactly(wrong);
            assertThat(left).isEmpty();
            assertThat(items()).hasSize(20);
        }
    }

    private static KeyWrites tooLarge() {
        return put(Attributes.toItem(
                Map.of("id", AttributeValue.fromS("large"), "data", AttributeValue.fromS("x".repeat(401 << 10)))));
    }

    private static KeyWrites emptyKey() {
        return put(Attributes.toItem(Map.of("id", AttributeValue.fromS(""), "grp", AttributeValue.fromS("x"))));
    }

    private static KeyWrites longNumber() {
        return put(Attributes.toItem(
                Map.of("id", AttributeValue.fromS("long"), "n", AttributeValue.fromN("1" + "2".repeat(38)))));
    }

    /** R18: who is too busy goes without the others, and two in a row halve the batch. */
    @Test
    void aBusyPartitionIsLeftOutAndManyHalveTheBatch() throws Exception {
        var sender = taken(1);
        network.next(cancelled("TransactionConflict", "None"));
        var result = sender.send(List.of(put("a", 1), put("b", 1)));
        assertThat(result.busy()).extracting(KeyWrites::key).containsExactly(Items.key("a"));
        assertThat(result.landed()).extracting(KeyWrites::key).containsExactly(Items.key("b"));
        var count = new AtomicInteger();
        Fate throttled = (n, request) -> {
            count.incrementAndGet();
            throw ProvisionedThroughputExceededException.builder()
                    .statusCode(400)
                    .awsErrorDetails(software.amazon.awssdk.awscore.exception.AwsErrorDetails.builder()
                            .errorCode("ProvisionedThroughputExceededException")
                            .build())
                    .build();
        };
        network.next(throttled, throttled);
        var half = sender.send(
                IntStream.range(0, 10).mapToObj(i -> put("k" + i, i)).toList());
        assertThat(count.get()).isEqualTo(2);
        assertThat(half.landed()).hasSize(5);
        assertThat(half.busy()).isEmpty();
        assertThat(sender.throttled()).isEqualTo(3);
    }

    @Test
    void aBatchHasRoomForNinetyNineItemsAndThreeMegabytes() throws Exception {
        var sender = taken(1);
        var many = IntStream.range(0, 150)
                .mapToObj(i -> put("k%03d".formatted(i), i))
                .toList();
        assertThat(KeyWrites.batch(many)).isEqualTo(many.subList(0, 99));
        assertThat(sender.send(KeyWrites.batch(many)).landed()).hasSize(99);
        var large = IntStream.range(0, 20)
                .mapToObj(i -> put(Attributes.toItem(Map.of(
                        "id", AttributeValue.fromS("l" + i),
                        "n", AttributeValue.fromN("1"),
                        "data", AttributeValue.fromS("x".repeat(390_000))))))
                .toList();
        var batch = KeyWrites.batch(large);
        assertThat(batch).hasSize(7);
        assertThat(sender.send(batch).landed()).hasSize(7);
    }
}
