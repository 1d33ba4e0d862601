package dev.tailrace.activities.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.plugin.PluginTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A plugin that breaks its contract has the item refused, whatever it does. */
class CheckedMapperTest {
    private static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    private static final Item ITEM = Item.of(Map.of("id", new Text("a")));
    private static final RowTable TABLE =
            PluginTable.named("t").key("k", "text").column("c", "text").table();

    private static Mapper plugin(List<RowTable> targets, Function<Item, @Nullable Mapped> map) {
        return new Mapper() {
            @Override
            public List<RowTable> tables() {
                return targets;
            }

            @Override
            public Mapped map(Item item) {
                return map.apply(item);
            }

            @Override
            public Item itemKey(RowKey key) {
                return Item.of(Map.of("id", new Text(key.cells().getFirst())));
            }
        };
    }

    private static Mapped mapped(Function<Item, @Nullable Mapped> map) {
        return CheckedMapper.of(plugin(List.of(TABLE), map), KEYS).map(ITEM);
    }

    private static Mapped rows(@Nullable String... keys) {
        var rows = new ArrayList<Row>();
        for (var key : keys) {
            var cells = new ArrayList<@Nullable String>();
            cells.add(key);
            cells.add(null);
            rows.add(new Row(TABLE, cells));
        }
        return new Mapped.Rows(rows);
    }

    private static void assertRefused(Function<Item, @Nullable Mapped> map, String code, String words) {
        assertThat(mapped(map)).isInstanceOfSatisfying(Mapped.Refused.class, refused -> {
            assertThat(refused.code()).isEqualTo(code);
            assertThat(refused.reason()).contains(words);
        });
    }

    @Test
    void whatIsRightGoesThrough() {
        assertThat(mapped(item -> rows("a"))).isEqualTo(rows("a"));
        assertThat(mapped(item -> new Mapped.Skipped())).isEqualTo(new Mapped.Skipped());
    }

    @Test
    void whatNoMapperMayDoIsRefused() {
        assertRefused(item -> null, "TR-M032", "null");
        assertRefused(item -> new Mapped.Part(new RowKey("t", List.of("a"))), "TR-M032", "no collection");
        assertRefused(item -> rows(), "TR-M032", "no row");
        assertRefused(item -> rows("a", "a"), "TR-M032", "two rows");
        assertRefused(item -> rows(new String[] {null}), "TR-M032", "without its key");
        assertRefused(item -> new Mapped.Rows(List.of(new Row(TABLE, List.of("a")))), "TR-M032", "too few");
        assertRefused(
                item -> {
                    throw new IllegalStateException("with the item's value");
                },
                "TR-M032",
                "threw java.lang.IllegalStateException.");
        assertRefused(item -> rows("b"), "TR-M021", "does not restore");
        var other = PluginTable.named("t").key("k", "text").table();
        assertRefused(item -> new Mapped.Rows(List.of(new Row(other, List.of("a")))), "TR-M032", "does not declare");
    }

    @Test
    void aRowOfAnOwnedTableNamesItsItem() {
        var table = PluginTable.named("t").key("k", "text").owned(KEYS);
        var checked = CheckedMapper.of(
                plugin(
                        List.of(table.table()),
                        item -> table.row(item).set("k", new Text("x")).mapped()),
                KEYS);
        assertThat(checked.map(ITEM)).isInstanceOf(Mapped.Rows.class);
        var foreign = CheckedMapper.of(
                plugin(
                        List.of(table.table()),
                        item -> new Mapped.Rows(List.of(new Row(table.table(), List.of("x", "y"))))),
                KEYS);
        assertThat(foreign.map(ITEM)).isInstanceOf(Mapped.Refused.class);
    }

    @Test
    void tablesThatNoMapperMayHaveStopTheStart() {
        for (var targets : List.of(
                List.<RowTable>of(),
                List.of(TABLE, TABLE),
                List.of(PluginTable.named("z").key("k", "text").table(), TABLE),
                List.of(PluginTable.named("t").column("k", "text").table()))) {
            assertThatThrownBy(() -> CheckedMapper.of(plugin(targets, item -> rows("a")), KEYS))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }
}
