package dev.tailrace.mappers.mapping;

import static dev.tailrace.mappers.mapping.Mappings.compiled;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.RandomValues;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.RoundTrip;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Every item that is mapped comes back from its rows, whatever it holds, and no two have a key in common. More items, when rules or the
 * inverse change: {@code ./mvnw test -pl mappers -Dtest=RoundTripPropertiesTest -Dproperties.items=100000}, some minutes.
 */
class RoundTripPropertiesTest {
    private static final int ITEMS = Integer.getInteger("properties.items", 8_000);

    @ParameterizedTest
    @EnumSource
    void anItemThatIsMappedComesBackAndNoOtherHasItsKeys(RuleKind kind) {
        var compiled = compiled(kind.keys(), kind.rules);
        assertThat(compiled.reversibilities())
                .allSatisfy(table -> assertThat(table.losses()).isEmpty());
        var values = new RandomValues(kind.seed());
        var owners = new HashMap<RowKey, Item>();
        var before = new HashMap<RowTable, Row>();
        int mapped = 0;
        for (int i = 0; i < ITEMS; i++) {
            var item = item(values, kind);
            switch (compiled.mapper().map(item)) {
                case Mapped.Rows rows -> {
                    mapped++;
                    check(compiled.mapper(), item, rows.rows(), values);
                    checkKeys(compiled.mapper(), kind.keys().keyOf(item), rows.rows(), owners);
                    var row = rows.rows().getFirst();
                    checkTold(compiled.mapper(), item, withSomeOf(row, before.getOrDefault(row.table(), row), values));
                    before.put(row.table(), row);
                }
                case Mapped.Part part -> throw new AssertionError("nothing is collected here");
                case Mapped.Refused refused -> assertThat(refused.code()).startsWith("TR-M02");
                case Mapped.Skipped skipped -> throw new AssertionError("nothing is skipped here");
            }
        }
        assertThat(mapped).as("items that were mapped").isGreaterThan(ITEMS / 40);
    }

    private static void check(ReversibleMapper mapper, Item item, List<Row> rows, RandomValues values) {
        var anyOrder = new ArrayList<>(rows);
        if (values.below(2) == 0) {
            Collections.reverse(anyOrder);
        }
        assertThat(mapper.unmap(anyOrder)).isEqualTo(item);
        assertThat(RoundTrip.check(mapper, item, rows)).isNull();
        assertThat(mapper.map(DynamoJson.read(DynamoJson.write(item)))).isEqualTo(new Mapped.Rows(rows));
        assertThat(mapper.map(values.writtenOtherwise(item))).isEqualTo(new Mapped.Rows(rows));
    }

    /** Unless the table is owned: there the row names its item. */
    private static void checkKeys(ReversibleMapper mapper, Item key, List<Row> rows, Map<RowKey, Item> owners) {
        for (var row : rows) {
            if (row.table().isOwned()) {
                assertThat(row.cells().getLast()).isEqualTo(DynamoJson.write(key));
                continue;
            }
            var owner = owners.putIfAbsent(row.key(), key);
            assertThat(owner == null ? key : owner).isEqualTo(key);
            assertThat(mapper.itemKey(row.key())).isEqualTo(key);
        }
    }

    /** What is told without making the item is what making it tells. */
    private static void checkTold(ReversibleMapper mapper, Item item, Row row) {
        try {
            if (mapper.surelyRestores(item, List.of(row))) {
                assertThat(mapper.unmap(List.of(row))).isEqualTo(item);
            }
        } catch (IllegalArgumentException notOurs) {
            assertThat(notOurs).hasMessageStartingWith("Cannot ");
        }
    }

    /** One cell, or a few, of another. */
    private static Row withSomeOf(Row row, Row other, RandomValues values) {
        var cells = new ArrayList<@Nullable String>(row.cells());
        for (int n = values.below(3); n >= 0; n--) {
            int at = values.below(cells.size());
            boolean none = values.below(3) == 0 && at >= row.table().keySize();
            cells.set(at, none ? null : other.cells().get(at));
        }
        return new Row(row.table(), cells);
    }

    @ParameterizedTest
    @EnumSource
    void rowsOfSomebodyElseBecomeAnItemOrAreNotOurs(RuleKind kind) {
        var mapper = compiled(kind.keys(), kind.rules).mapper();
        var values = new RandomValues(kind.seed());
        for (int i = 0; i < ITEMS / 4; i++) {
            var rows = new ArrayList<Row>();
            for (int n = values.below(3); n >= 0; n--) {
                rows.add(somebodyElses(values.oneOf(mapper.tables()), values));
            }
            try {
                assertThat(mapper.unmap(rows)).isNotNull();
            } catch (IllegalArgumentException notOurs) {
                assertThat(notOurs).hasMessageStartingWith("Cannot ");
            }
        }
    }

    /** The application owns the target after a cutover: its word counts, whatever rest still says. */
    @ParameterizedTest
    @EnumSource(names = {"TYPES_1", "TYPES_4"})
    void aRowThatTheApplicationChangedGivesAnItemThatHasItsCells(RuleKind kind) {
        var mapper = compiled(kind.keys(), kind.rules).mapper();
        var values = new RandomValues(kind.seed());
        int compared = 0;
        Row before = null;
        for (int i = 0; i < ITEMS; i++) {
            if (mapper.map(item(values, kind)) instanceof Mapped.Rows made) {
                var row = made.rows().getFirst();
                var changed = mixed(row, before == null ? row : before, values);
                before = row;
                var item = mapper.unmap(List.of(changed));
                var cells = ((Mapped.Rows) mapper.map(item)).rows().getFirst().cells();
                int rest = cells.size() - 1;
                assertThat(cells.subList(0, rest)).isEqualTo(changed.cells().subList(0, rest));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(ITEMS / 40);
    }

    /** The key of the one, and each of the other cells of either. */
    private static Row mixed(Row one, Row other, RandomValues values) {
        var cells = new ArrayList<@Nullable String>(one.cells());
        for (int i = one.table().keySize(); i < cells.size(); i++) {
            cells.set(i, values.below(2) == 0 ? cells.get(i) : other.cells().get(i));
        }
        return new Row(one.table(), cells);
    }

    private static Row somebodyElses(RowTable table, RandomValues values) {
        var cells = new ArrayList<@Nullable String>();
        table.columns().forEach(c -> cells.add(values.below(5) == 0 ? null : values.text()));
        for (int k = 0; k < table.keySize(); k++) {
            cells.set(k, values.text());
        }
        return new Row(table, cells);
    }

    /** Often as far as {@code m.n.y}. */
    private static Value nested(RandomValues values) {
        var n = new HashMap<>(values.attributes(0));
        n.put("y", values.below(2) == 0 ? new Value.Text("2026-01-31T10:00:00Z") : values.value(1));
        n.put("z", values.below(2) == 0 ? new Value.Num(values.number()) : new Value.Null());
        var m = new HashMap<String, Value>();
        m.put("x", values.value(1));
        if (values.below(2) == 0) {
            m.put("z", new Value.Text("z" + values.oneOf(List.of("7", "07", "-3", "12345"))));
        }
        if (values.below(2) == 0) {
            m.put("lines", lines(values));
        }
        m.put("n", values.below(4) == 0 ? values.value(0) : new Value.MapOf(Value.inOrder(n)));
        return new Value.MapOf(Value.inOrder(m));
    }

    private static Value lines(RandomValues values) {
        var lines = new ArrayList<Value>();
        for (int n = values.below(4); n > 0; n--) {
            var line = new HashMap<>(values.attributes(1));
            line.put("sku", values.below(4) == 0 ? values.value(0) : new Value.Text(values.word()));
            line.put("qty", values.below(4) == 0 ? new Value.Null() : new Value.Num(values.number()));
            if (values.below(3) == 0) {
                line.put("due", new Value.Text("2026-01-31T10:00:00" + values.oneOf(List.of("Z", "+02:00", ".5Z"))));
            }
            lines.add(values.below(5) == 0 ? values.value(1) : new Value.MapOf(Value.inOrder(line)));
        }
        return new Value.ListOf(lines);
    }

    private static Item item(RandomValues values, RuleKind kind) {
        var attributes = new HashMap<>(values.attributes(2));
        for (var name : List.of("a", "b", "c")) {
            if (values.below(3) > 0) {
                attributes.put(name, values.value(2));
            }
        }
        if (values.below(2) == 0) {
            attributes.put("lines", lines(values));
        }
        if (values.below(2) == 0) {
            attributes.put("m", nested(values));
        }
        if (values.below(2) == 0) {
            attributes.put("k", new Value.Text("k" + values.oneOf(List.of("007", "042", "123")) + "#"));
        }
        if (values.below(3) == 0) {
            attributes.put("p", Packing.GZIP_BASE64.pack(values.writableText()));
            attributes.put("b", new Value.Bool(values.below(4) > 0));
        }
        attributes.put("PK", kind.partition.value(values));
        attributes.put("SK", kind.sort.value(values));
        return Item.of(attributes);
    }
}
