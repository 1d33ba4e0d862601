package dev.tailrace.mappers.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Each way to break the contract is told. */
class MapperContractTest {
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final PluginTable TABLE =
            PluginTable.named("t").key("id", "text").column("n", "numeric").column("all", "jsonb");
    private static final List<Item> ITEMS = Variations.of(
            List.of(Item.of(Map.of("id", new Text("a"), "n", new Value.Num(java.math.BigDecimal.ONE)))),
            KEYS,
            1,
            2_000);

    /** A mapper that does what a test says. */
    private record Made(Function<Item, Mapped> map, Function<RowKey, Item> key) implements Mapper {
        @Override
        public List<RowTable> tables() {
            return List.of(TABLE.table());
        }

        @Override
        public Mapped map(Item item) {
            return map.apply(item);
        }

        @Override
        public Item itemKey(RowKey row) {
            return key.apply(row);
        }
    }

    private static Mapped good(Item item) {
        return TABLE.row(item)
                .set("id", item.get("id"))
                .set("n", item.get("n"))
                .set("all", new Value.MapOf(item.attributes()))
                .mapped();
    }

    private static Item key(RowKey row) {
        return Item.of(Map.of("id", new Text(row.cells().getFirst())));
    }

    private static List<String> violations(Mapper mapper) {
        return MapperContract.of(() -> mapper, KEYS).violations(ITEMS);
    }

    @Test
    void aMapperThatKeepsItIsFine() {
        assertThat(violations(new Made(MapperContractTest::good, MapperContractTest::key)))
                .isEmpty();
        assertThat(ITEMS).hasSizeGreaterThan(1_500);
        assertThat(ITEMS.stream().map(MapperContractTest::good))
                .as("some are refused, some are not")
                .hasAtLeastOneElementOfType(Mapped.Refused.class)
                .hasAtLeastOneElementOfType(Mapped.Rows.class);
    }

    @Test
    void aTableWithTheSourcesKeyFillsItInAndGivesItBack() {
        var keys = new KeySchema(new KeyAttribute("p", KeyType.B), new KeyAttribute("n", KeyType.N));
        var table = PluginTable.named("t").key(keys).column("all", "jsonb");
        var items = Variations.of(
                List.of(DynamoJson.read("{\"p\":{\"B\":\"AAE=\"},\"n\":{\"N\":\"1.5\"},\"x\":{\"S\":\"y\"}}")),
                keys,
                2,
                2_000);
        var mapper = table.mapper(item ->
                table.row(item).set("all", new Value.MapOf(item.attributes())).mapped());

        assertThat(table.table().key())
                .extracting(c -> c.name() + " " + c.type().ddl())
                .containsExactly("p bytea", "n numeric");
        assertThat(MapperContract.of(() -> mapper, keys).violations(items)).isEmpty();
        assertThat(items.stream().map(mapper::map)).hasAtLeastOneElementOfType(Mapped.Rows.class);
        assertThatThrownBy(() -> TABLE.mapper(MapperContractTest::good))
                .hasMessageContaining("has not the source's key");
        assertThatThrownBy(() -> PluginTable.named("t").column("a", "text").key(keys))
                .hasMessageContaining("those of the key come first");
    }

    @Test
    void exceptionsAndNullAreTold() {
        assertThat(violations(new Made(
                        item -> ((Text) item.get("n")).value().isEmpty() ? good(item) : good(item),
                        MapperContractTest::key)))
                .anyMatch(v -> v.startsWith("map() threw"));
        assertThat(violations(new Made(item -> item.get("n") == null ? null : good(item), MapperContractTest::key)))
                .anyMatch(v -> v.startsWith("map() returned null"));
    }

    @Test
    void anotherAnswerTheSecondTimeIsTold() {
        var calls = new AtomicInteger();
        assertThat(violations(new Made(
                        item -> calls.incrementAndGet() % 2 == 0 ? new Mapped.Skipped() : good(item),
                        MapperContractTest::key)))
                .anyMatch(v -> v.contains("another answer the second time"));
    }

    @Test
    void keysThatDoNotComeBackAndRowsOfTwoItemsAreTold() {
        assertThat(violations(new Made(MapperContractTest::good, row -> Item.of(Map.of("id", new Text("other"))))))
                .anyMatch(v -> v.startsWith("The key of t does not restore"));
        assertThat(violations(new Made(
                        item -> TABLE.row(item).set("id", new Text("same")).mapped(), MapperContractTest::key)))
                .anyMatch(v -> v.startsWith("The key of t does not restore"));
    }

    @Test
    void rowsOfNoTableAndTwoOfOneKeyAreTold() {
        assertThat(violations(new Made(
                        item -> new Mapped.Rows(List.of(new Row(TABLE.table(), List.of("a")))),
                        MapperContractTest::key)))
                .anyMatch(v -> v.startsWith("The plugin made a row with too few"));
        assertThat(violations(new Made(
                        item -> good(item) instanceof Mapped.Rows rows
                                ? new Mapped.Rows(List.of(
                                        rows.rows().getFirst(), rows.rows().getFirst()))
                                : new Mapped.Skipped(),
                        MapperContractTest::key)))
                .anyMatch(v -> v.startsWith("The plugin made two rows with one key"));
    }

    @Test
    void aWayBackThatLosesAnAttributeIsTold() {
        class Lossy implements ReversibleMapper {
            @Override
            public List<RowTable> tables() {
                return List.of(TABLE.table());
            }

            @Override
            public Mapped map(Item item) {
                return good(item);
            }

            @Override
            public Item itemKey(RowKey row) {
                return key(row);
            }

            @Override
            public Item unmap(List<Row> rows) {
                return key(rows.getFirst().key());
            }
        }
        assertThat(violations(new Lossy())).anyMatch(v -> v.startsWith("unmap() does not restore n"));
    }

    @Test
    void whatIsWrongIsThrownWithItsItems() {
        assertThatThrownBy(() -> MapperContract.of(() -> new Made(item -> null, MapperContractTest::key), KEYS)
                        .check(ITEMS))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("{\"id\":{\"S\":\"a\"}");
    }
}
