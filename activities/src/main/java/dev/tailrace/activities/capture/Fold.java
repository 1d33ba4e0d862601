package dev.tailrace.activities.capture;

import dev.tailrace.activities.postgres.Claim;
import dev.tailrace.mappers.item.DynamoJson;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Digests;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Mapped.Refused;
import dev.tailrace.mappers.mapper.Mapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import java.util.Collection;
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

    /** What a batch makes of one item. */
    static final class Folded {
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

        /** Of the source key. */
        String digest() {
            return digest;
        }

        /** What the item claims in owned tables: each target key of any of its images (R6). */
        List<Claim> claims() {
            var sourceKey = DynamoJson.write(key);
            return owned.stream().map(k -> new Claim(k, sourceKey)).toList();
        }

        /** The keys of the rows that any of its images is a part of (R6). */
        Set<RowKey> collections() {
            return collections;
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

        /** m(last) in injective tables; empty where the item is removed, left out or refused. */
        List<Row> rows() {
            return rows;
        }

        /** Why the last image cannot be at the target, or null. */
        @Nullable
        Refused refused() {
            return refused;
        }

        /** The last image, or null where the item was removed. */
        @Nullable
        Item image() {
            return image;
        }

        /** Of the item's last record in the batch. */
        String sequence() {
            return sequence;
        }

        /** Postgres refuses the rows: m(last) counts as empty, so its old rows go (R7). */
        void refuse(Refused because) {
            refused = because;
            rows = List.of();
        }

        /** The target keys that the item had in the batch and has no more. */
        List<RowKey> gone() {
            var kept = new HashSet<RowKey>();
            rows.forEach(r -> kept.add(r.key()));
            return seen.stream().filter(k -> !kept.contains(k)).toList();
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

    Collection<Folded> items() {
        return items.values();
    }
}
