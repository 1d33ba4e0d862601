package dev.tailrace.activities.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.activities.Heartbeat;
import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.store.Late;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.verify.Run;
import dev.tailrace.verify.Sink;
import dev.tailrace.verify.SourceReader.Scan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbException;

class ScannedSourceTest {
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(id -> Integer.parseInt(id.substring(1)));

    private static final InPlace AT_ONCE = new InPlace(Heartbeat.none(), Duration.ZERO);

    @Test
    void pagesThatFailNowAndThenAreAskedForAgainAndTheOthersAreReadOnce() throws InterruptedException {
        var steady = new FakeTable(200);
        new ScannedSource(steady.table(), steady, AT_ONCE, 1).scan(all(4, () -> run(item -> {})));
        var table = new FakeTable(200).failEvery(10);
        Queue<String> given = new ConcurrentLinkedQueue<>();
        var source = new ScannedSource(table.table(), table, new InPlace(Heartbeat.none(), Duration.ofSeconds(30)), 2);
        source.scan(all(4, () -> run(item -> given.add(id(item)))));
        assertThat(given).containsExactlyInAnyOrderElementsOf(ids(200));
        assertThat(table.charged()).isEqualTo(steady.charged());
        assertThat(source.items(ids(200).stream().map(ScannedSourceTest::key).toList()))
                .hasSize(200);
    }

    @Test
    void whatDoesNotPassByItselfIsNotAskedForAgain() {
        var table = new FakeTable(1).refuseAll("ResourceNotFoundException");
        var source = new ScannedSource(table.table(), table, new InPlace(Heartbeat.none(), Duration.ofHours(1)), 1);
        assertThatThrownBy(() -> source.items(List.of(key("o0")))).isInstanceOf(DynamoDbException.class);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "4, 2", "7, 100", "64, 8"})
    void everyItemIsGivenOnceThoughPagesAreEmptyAndTokensAreNot(int segments, int window) throws InterruptedException {
        var table = new FakeTable(50);
        Queue<String> given = new ConcurrentLinkedQueue<>();
        new ScannedSource(table.table(), table, AT_ONCE, window)
                .scan(all(segments, () -> run(item -> given.add(id(item)))));
        assertThat(given).containsExactlyInAnyOrderElementsOf(ids(50));
        assertThat(table.charged()).isGreaterThanOrEqualTo(2 * segments);
    }

    @Test
    void aRunHasTheItemsOfASegmentInTheirOrderAndEndsWithIt() throws InterruptedException {
        var table = new FakeTable(50);
        Queue<List<String>> runs = new ConcurrentLinkedQueue<>();
        new ScannedSource(table.table(), table, AT_ONCE, 3).scan(all(3, () -> {
            var mine = new ArrayList<String>();
            return new Run<>() {
                @Override
                public void take(Item item) {
                    mine.add(id(item));
                }

                @Override
                public void end() {
                    runs.add(mine);
                }
            };
        }));
        assertThat(runs).hasSize(3).allSatisfy(run -> assertThat(run).isSortedAccordingTo(BY_NUMBER));
        assertThat(runs.stream().flatMap(List::stream)).containsExactlyInAnyOrderElementsOf(ids(50));
    }

    @Test
    void onlyTheSegmentsThatAreAskedForAreRead() throws InterruptedException {
        var table = new FakeTable(200);
        var numbers = new BitSet();
        numbers.set(3);
        numbers.set(17);
        Queue<Integer> read = new ConcurrentLinkedQueue<>();
        Queue<String> given = new ConcurrentLinkedQueue<>();
        new ScannedSource(table.table(), table, AT_ONCE, 8).scan(new Scan(20, numbers, segment -> {
            read.add(segment);
            return run(item -> given.add(id(item)));
        }));
        assertThat(read).containsExactlyInAnyOrder(3, 17);
        assertThat(given).isNotEmpty().hasSizeLessThan(50).doesNotHaveDuplicates();
    }

    private static Scan all(int segments, Supplier<Run<Item>> runs) {
        var numbers = new BitSet();
        numbers.set(0, segments);
        return new Scan(segments, numbers, segment -> runs.get());
    }

    private static Run<Item> run(Sink<Item> each) {
        return new Run<>() {
            @Override
            public void take(Item item) throws InterruptedException {
                each.take(item);
            }

            @Override
            public void end() {}
        };
    }

    @Test
    void aStopEndsTheScan() {
        var table = new FakeTable(50);
        assertThatThrownBy(() -> new ScannedSource(table.table(), table, AT_ONCE, 2)
                        .scan(all(4, () -> run(item -> table.stop()))))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aSegmentThatFailsEndsTheOthers() {
        var table = new FakeTable(50);
        var failed = new IllegalStateException("down");
        assertThatThrownBy(() -> new ScannedSource(table.table(), table, AT_ONCE, 4)
                        .scan(all(
                                4,
                                () -> run(item -> {
                                    throw failed;
                                }))))
                .isSameAs(failed);
    }

    @Test
    void itemsAreFoundByKeyThoughBatchesAreAnsweredInPart() throws InterruptedException {
        var table = new FakeTable(250);
        var keys = new ArrayList<>(ids(260).stream().map(ScannedSourceTest::key).toList());
        keys.add(key("token"));
        keys.add(key("o1"));
        var found = new ScannedSource(table.table(), table, AT_ONCE, 1).items(keys);
        assertThat(found.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        ids(250).stream().map(ScannedSourceTest::key).toList());
        assertThat(found)
                .allSatisfy(
                        (key, item) -> assertThat(FakeTable.KEYS.keyOf(item)).isEqualTo(key));
        assertThat(table.charged()).isEqualTo(261);
    }

    @Test
    void aKeyThatNoItemCanHaveDoesNotHideTheOthers() throws InterruptedException {
        var table = new FakeTable(10);
        var keys = new ArrayList<>(ids(10).stream().map(ScannedSourceTest::key).toList());
        keys.add(4, key(""));
        assertThat(new ScannedSource(table.table(), table, AT_ONCE, 1).items(keys))
                .hasSize(10);
    }

    @Test
    void aSourceTooSlowForABatchIsAskedForPartsOfItAndOneTooSlowForOneItemIsNotTakenForAnEmptyOne()
            throws InterruptedException {
        var table = new FakeTable(250).tooSlowForMoreThan(3);
        var keys = ids(250).stream().map(ScannedSourceTest::key).toList();
        assertThat(new ScannedSource(table.table(), table, AT_ONCE, 1).items(keys))
                .hasSize(250);
        table.tooSlowForMoreThan(0);
        assertThatThrownBy(() -> new ScannedSource(table.table(), table, AT_ONCE, 1).items(keys))
                .isInstanceOf(Late.class);
    }

    @Test
    void anyOtherRefusalIsNotTakenForAnAbsentItem() {
        var table = new FakeTable(1).refuseAll("ResourceNotFoundException");
        assertThatThrownBy(() -> new ScannedSource(table.table(), table, AT_ONCE, 1).items(List.of(key("o0"))))
                .isInstanceOf(DynamoDbException.class);
    }

    private static List<String> ids(int count) {
        return IntStream.range(0, count).mapToObj(i -> "o" + i).toList();
    }

    private static Item key(String id) {
        return Item.of(Map.of("id", new Text(id)));
    }

    private static String id(Item item) {
        return Attributes.toAttributes(item).get("id").s();
    }
}
