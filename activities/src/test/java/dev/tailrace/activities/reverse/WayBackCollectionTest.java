package dev.tailrace.activities.reverse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tailrace.activities.dynamodb.Attributes;
import dev.tailrace.activities.engine.Documents;
import dev.tailrace.activities.lane.Commit;
import dev.tailrace.activities.lane.ReverseMarks;
import dev.tailrace.activities.lane.Transaction;
import dev.tailrace.activities.postgres.Targets;
import dev.tailrace.activities.reverse.LossyNetwork.Fate;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.RowKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Rows that are made of several items, back to their parts (R10). */
@Tag("stack")
@Timeout(120)
class WayBackCollectionTest {
    private Soak soak;

    @BeforeEach
    void open() throws Exception {
        soak = new Soak(Documents.mapping(), Documents.KEYS);
    }

    @AfterEach
    void close() throws Exception {
        soak.close();
    }

    private static String key(Item part) {
        return DynamoJson.write(Documents.KEYS.keyOf(part));
    }

    /** A document that was copied: its parts at the source, its row at the target, and nothing to be written back. */
    private List<Item> copied(int parts) throws SQLException {
        var items = IntStream.range(0, parts)
                .mapToObj(n -> Documents.part("a", n, parts, "text" + n))
                .toList();
        items.forEach(soak::put);
        var row = ((Collected.Whole) soak.mapper.collect(new RowKey("documents", List.of("a")), items)).row();
        var targets = new Targets(soak.table);
        Transaction.run(soak.bench.pool, Commit.BATCH_APPLIED, c -> {
            targets.upsert(c, List.of(row));
            return row;
        });
        soak.bench.run("delete from tailrace.outbox");
        return items;
    }

    @Test
    void aRowThatIsChangedIsWrittenToItsPartsAndOneThatIsDeletedLeavesNone() throws Exception {
        copied(3);
        var other = Documents.metadata("a", "T");
        soak.put(other);
        soak.bench.run("update documents set body = body || '!'");
        soak.settle();
        assertThat(soak.items()).hasSizeGreaterThan(1).containsAllEntriesOf(soak.wanted());
        assertThat(soak.items().values()).anyMatch(i -> i.contains("!"));
        soak.bench.run("delete from documents");
        soak.settle();
        assertThat(soak.items()).containsOnlyKeys(key(other));
    }

    /** R10: what the row is not made of any more is found by a query and deleted with it. */
    @Test
    void partsThatTheRowHasNoMoreAreDeletedWithIt() throws Exception {
        copied(3);
        soak.put(Documents.part("a", 7, 3, "of another"));
        soak.bench.run("update documents set body = body || '!'");
        soak.settle();
        assertThat(soak.items()).isEqualTo(soak.wanted()).doesNotContainKey(key(Documents.part("a", 7, 3, "")));
        assertThat(soak.aside()).isEmpty();
    }

    /** R10: no row was made of them, so the target does not know what they say. */
    @Test
    void partsThatDoNotBelongTogetherAreNotWrittenOver() throws Exception {
        var parts = copied(2);
        soak.network
                .store()
                .deleteItem(d ->
                        d.tableName(Soak.TABLE).key(Attributes.toAttributes(Documents.KEYS.keyOf(parts.getFirst()))));
        soak.bench.run("update documents set body = body || '!'");
        soak.settle();
        assertThat(soak.items()).isEqualTo(Map.of(key(parts.getLast()), DynamoJson.write(parts.getLast())));
        assertThat(soak.aside()).isEqualTo(Map.of(key(parts.getFirst()), "TR-R004"));
    }

    /** One lane owns a row: marks of its other parts, as watch mode makes them, lead to the first one's. */
    @Test
    void aMarkOfAnyPartIsOneOfTheRow() throws Exception {
        copied(3);
        soak.network
                .store()
                .deleteItem(d -> d.tableName(Soak.TABLE)
                        .key(Attributes.toAttributes(Documents.KEYS.keyOf(Documents.part("a", 2, 3, "")))));
        var marked = key(Documents.part("a", 2, 3, ""));
        Transaction.run(soak.bench.pool, Commit.CHANGES_ROUTED, c -> {
            ReverseMarks.mark(c, soak.passId, List.of(marked));
            return marked;
        });
        soak.settle();
        // Others deleted it: what is left does not belong together, and is named by the first part.
        assertThat(soak.aside()).containsOnlyKeys(key(Documents.part("a", 0, 3, "")));
    }

    /** Between the batches of a large document its parts do not belong together: the next attempt goes on all the same. */
    @Test
    void aDocumentOfMorePartsThanABatchHoldsIsWrittenInSeveral() throws Exception {
        copied(150);
        soak.bench.run("delete from documents");
        soak.route();
        soak.network.next(Fate.PASSES, (network, request) -> {
            throw new StackOverflowError("a crash");
        });
        assertThat(catchThrowable(soak::write)).isInstanceOf(StackOverflowError.class);
        assertThat(soak.items()).hasSize(150 - 99);
        assertThat(soak.aside()).containsValue("TR-R003");
        soak.settle();
        assertThat(soak.items()).isEmpty();
        assertThat(soak.aside()).isEmpty();
    }
}
