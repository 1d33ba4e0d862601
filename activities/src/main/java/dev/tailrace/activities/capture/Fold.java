package dev.tailrace.activities.capture;

import dev.tailrace.activities.store.Change;
import dev.tailrace.activities.store.ItemEffects;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A batch folded per source item (R3): the rows of its last image, and every target key of any image in the batch that is
 * not among them. The keys in between matter, since the copy may have read them. For one thread.
 */
final class Fold {
    private final Mapper mapper;
    private final Map<String, Folded> items = new LinkedHashMap<>();

    Fold(Mapper mapper) {
        this.mapper = mapper;
    }

    /** What is known of one item so far. */
    private static final class Folded {
        private final String digest;
        private final Set<RowKey> seen = new HashSet<>();
        private final Set<RowKey> owned = new HashSet<>();
        private final Set<RowKey> collections = new HashSet<>();
        private final Item key;
        private List<Row> rows = List.of();
        private @Nullable Item image;
        private @Nullable Refused refused;
        private String sequence = "";

        private Folded(String digest, Item key) {
            this.digest = digest;
            this.key = key;
        }

        private void see(Mapped mapped) {
            switch (mapped) {
                case Mapped.Rows before -> see(before);
                case Mapped.Part part -> collections.add(part.key());
                case Mapped.Skipped s -> {}
                case Refused r -> {}
            }
        }

        private List<Row> see(Mapped.Rows mapped) {
            mapped.rows().forEach(r -> (r.table().isOwned() ? owned : seen).add(r.key()));
            return mapped.rows().stream().filter(r -> !r.table().isOwned()).toList();
        }

        private ItemEffects effects() {
            return new ItemEffects(digest, key, seen, owned, collections, rows, image, refused, sequence);
        }
    }

    /** Adds a change; changes of an item come in their order. */
    void add(Change change) {
        var item = items.computeIfAbsent(Digests.sourceKey(change.key()), d -> new Folded(d, change.key()));
        item.sequence = change.sequence();
        if (change.before() != null) {
            item.see(mapper.map(change.before()));
        }
        item.image = change.after();
        item.refused = null;
        item.rows = List.of();
        if (change.after() != null) {
            switch (mapper.map(change.after())) {
                case Mapped.Rows after -> item.rows = item.see(after);
                case Mapped.Part part -> item.see(part);
                case Mapped.Skipped s -> {}
                case Refused because -> item.refused = because;
            }
        }
    }

    /** One for each item, in the order of their first changes. */
    List<ItemEffects> items() {
        return items.values().stream().map(Folded::effects).toList();
    }
}
