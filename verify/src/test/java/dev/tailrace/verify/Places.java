package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.item.Value;
import dev.tailrace.mappers.item.Value.Text;
import dev.tailrace.mappers.mapper.ColumnType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import dev.tailrace.mappers.mapper.RowTable.Column;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Items with an id become rows of one table whose key is (id, place): an item whose place changes moves. One with the
 * attribute {@code bad} is refused, one with {@code skip} left out. No item's id begins with a question mark.
 */
final class Places implements Mapper {
    static final KeySchema KEYS = new KeySchema(new KeyAttribute("id", KeyType.S), null);
    static final RowTable TABLE = new RowTable("places", List.of(column("id"), column("place"), column("value")), 2);

    private static Column column(String name) {
        return new Column(name, TextType.TEXT, name);
    }

    private enum TextType implements ColumnType {
        TEXT;

        @Override
        public String ddl() {
            return "text";
        }

        @Override
        public String cast() {
            return "text";
        }

        @Override
        public String canonical(String printed) {
            return printed;
        }
    }

    static Item key(String id) {
        return Item.of(Map.of("id", new Text(id)));
    }

    static Item item(String id, String place, String value) {
        return Item.of(Map.of("id", new Text(id), "place", new Text(place), "value", new Text(value)));
    }

    static Item marked(String id, String mark) {
        return Item.of(Map.of("id", new Text(id), mark, new Value.Bool(true)));
    }

    static Row row(String id, String place, String value) {
        return new Row(TABLE, List.of(id, place, value));
    }

    static RowKey rowKey(String id, String place) {
        return new RowKey(TABLE.name(), List.of(id, place));
    }

    @Override
    public List<RowTable> tables() {
        return List.of(TABLE);
    }

    @Override
    public Mapped map(Item item) {
        if (item.get("bad") != null) {
            return new Mapped.Refused("TR-M022", "bad");
        }
        if (item.get("skip") != null) {
            return new Mapped.Skipped();
        }
        var texts = new HashMap<String, String>();
        item.attributes().forEach((name, value) -> texts.put(name, ((Text) value).value()));
        return new Mapped.Rows(List.of(row(texts.get("id"), texts.get("place"), texts.get("value"))));
    }

    @Override
    public Item itemKey(RowKey key) {
        if (key.cells().getFirst().startsWith("?")) {
            throw new IllegalArgumentException("no item has such an id");
        }
        return key(key.cells().getFirst());
    }
}
