package dev.tailrace.activities.reverse;

import dev.tailrace.activities.store.ReverseWriter.Write;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.KeySchema;
import dev.tailrace.mappers.mapper.Collected;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.ReversibleMapper;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.WayBack;
import dev.tailrace.mappers.problem.Code;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides what is written of a source key, from the target's rows that claim it and from what the source has (R10). Pure; thread-safe. */
final class Decider {
    private final ReversibleMapper mapper;
    private final KeySchema keys;

    Decider(ReversibleMapper mapper, KeySchema keys) {
        this.mapper = mapper;
        this.keys = keys;
    }

    /**
     * Of an item that is no part of a row.
     *
     * @param rows all that claim its key
     * @param there the item as it is at the source, without our mark; null: there is none
     */
    Decision item(Item key, List<Row> rows, @Nullable Item there) {
        return switch (WayBack.item(mapper, key, rows, there)) {
            case WayBack.Items items -> {
                var item = items.items().getFirst();
                yield item.equals(there) ? new Decision.Nothing() : writes(new Write.Put(key, item));
            }
            case WayBack.Nothing nothing -> there == null ? new Decision.Nothing() : writes(new Write.Delete(key));
            case WayBack.NotOurs notOurs -> kept(there);
            case WayBack.Unclear unclear -> new Decision.Aside(unclear.code(), unclear.reason());
        };
    }

    /** R10: never written over. One that the mapping leaves out has no rows anyway; one that it refuses may have had some. */
    private Decision kept(@Nullable Item there) {
        return there != null && mapper.map(there) instanceof Mapped.Refused refused
                ? kept(refused)
                : new Decision.Nothing();
    }

    private static Decision kept(Mapped.Refused refused) {
        return new Decision.Aside(
                Code.R004.id(),
                "The source has what cannot be mapped (%s): %s".formatted(refused.code(), refused.reason()));
    }

    private static Decision writes(Write write) {
        return new Decision.Writes(List.of(write));
    }

    /**
     * Of the parts of one row: what is no part of it any more is deleted with it.
     *
     * @param first the key of its first part
     * @param row its key
     * @param rows all that claim that key
     * @param there all items of its partition, without our mark
     * @param begun an attempt of ours has begun to write the parts, so that they need not belong together
     */
    Decision parts(Item first, RowKey row, List<Row> rows, Collection<Item> there, boolean begun) {
        var parts = new LinkedHashMap<Item, Item>();
        there.stream().filter(item -> isPart(row, item)).forEach(item -> parts.put(keys.keyOf(item), item));
        var collected = mapper.collect(row, there);
        // Never written over: no row was made of them, so the target does not have what they say.
        if (collected instanceof Collected.Broken broken && !begun) {
            return kept(broken.why());
        }
        return switch (WayBack.item(mapper, first, rows, null)) {
            case WayBack.Items wanted ->
                collected instanceof Collected.Whole whole
                                && rows.stream().allMatch(wantedRow -> mapper.says(wantedRow, whole.row()))
                        ? new Decision.Nothing()
                        : writes(kept(wanted.items(), collected, parts), parts);
            case WayBack.Nothing nothing -> writes(List.of(), parts);
            case WayBack.NotOurs notOurs -> new Decision.Nothing();
            case WayBack.Unclear unclear -> new Decision.Aside(unclear.code(), unclear.reason());
        };
    }

    /** With what the mapping left behind of them. */
    private List<Item> kept(List<Item> wanted, Collected collected, Map<Item, Item> there) {
        if (!(collected instanceof Collected.Whole whole)) {
            return wanted;
        }
        var known = new HashMap<Item, Item>();
        mapper.parts(whole.row()).forEach(part -> known.put(keys.keyOf(part), part));
        return wanted.stream()
                .map(part -> {
                    var key = keys.keyOf(part);
                    var is = there.get(key);
                    var was = known.get(key);
                    return is == null || was == null ? part : Leftover.kept(part, is, was);
                })
                .toList();
    }

    /** Puts first: a reader meets a row of too many parts rather than of too few. */
    private Decision writes(List<Item> wanted, Map<Item, Item> there) {
        var writes = new ArrayList<Write>();
        var surplus = new HashMap<>(there);
        for (var part : wanted) {
            var key = keys.keyOf(part);
            if (!part.equals(surplus.remove(key))) {
                writes.add(new Write.Put(key, part));
            }
        }
        surplus.keySet().forEach(key -> writes.add(new Write.Delete(key)));
        return writes.isEmpty() ? new Decision.Nothing() : new Decision.Writes(writes);
    }

    private boolean isPart(RowKey row, Item item) {
        return mapper.map(item) instanceof Mapped.Part part && part.key().equals(row);
    }
}
