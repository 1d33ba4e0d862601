package dev.tailrace.bench.mapping;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.item.KeySchema.KeyAttribute;
import dev.tailrace.mappers.item.KeySchema.KeyType;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.List;

/** What a benchmark's state holds before it is set up: JMH makes it without arguments. */
final class Mappers {
    static final KeySchema NO_KEYS = new KeySchema(new KeyAttribute("", KeyType.S), null);
    static final ReversibleMapper NONE = new ReversibleMapper() {
        @Override
        public List<RowTable> tables() {
            return List.of();
        }

        @Override
        public Mapped map(Item item) {
            return new Mapped.Skipped();
        }

        @Override
        public Item unmap(List<Row> rows) {
            throw new IllegalArgumentException("Cannot restore an item: there is no mapping yet.");
        }

        @Override
        public Item itemKey(RowKey key) {
            throw new IllegalArgumentException("Cannot find a source key: there is no mapping yet.");
        }
    };

    private Mappers() {}
}
