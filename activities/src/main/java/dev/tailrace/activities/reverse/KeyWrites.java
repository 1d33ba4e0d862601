package dev.tailrace.activities.reverse;

import dev.tailrace.activities.lane.ReverseMarks.Mark;
import dev.tailrace.activities.store.ReverseWriter;
import dev.tailrace.activities.store.ReverseWriter.Write;
import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.item.ItemSize;
import java.util.ArrayList;
import java.util.List;

/**
 * What is to be written for a marked key: all of it lands in one batch, or else in several that hold nothing else.
 *
 * @param key of the item; of a collection, of its row's first part
 * @param writes at least one
 */
record KeyWrites(Mark mark, Item key, List<Write> writes) {
    KeyWrites {
        writes = List.copyOf(writes);
    }

    /** Whether it is too much for one batch. */
    boolean isLarge() {
        return writes.size() > ReverseWriter.MOST_WRITES || size() > ReverseWriter.MOST_BYTES;
    }

    private long size() {
        return writes.stream().mapToLong(KeyWrites::size).sum();
    }

    private static long size(Write write) {
        return switch (write) {
            case Write.Put put -> ItemSize.of(put.item());
            case Write.Delete delete -> ItemSize.of(delete.key());
        };
    }

    /** The first ones that fit into one batch; those behind are left for another. Each key is there once, so no item is written twice. */
    static List<KeyWrites> batch(List<KeyWrites> all) {
        var batch = new ArrayList<KeyWrites>();
        int writes = 0;
        long size = 0;
        for (var one : all) {
            writes += one.writes().size();
            size += one.size();
            if (writes > ReverseWriter.MOST_WRITES || size > ReverseWriter.MOST_BYTES) {
                break;
            }
            batch.add(one);
        }
        return batch;
    }

    /** The same in parts that fit into a batch each, in order. */
    List<KeyWrites> parts() {
        var parts = new ArrayList<KeyWrites>();
        var part = new ArrayList<Write>();
        long size = 0;
        for (var write : writes) {
            if (!part.isEmpty()
                    && (part.size() == ReverseWriter.MOST_WRITES || size + size(write) > ReverseWriter.MOST_BYTES)) {
                parts.add(new KeyWrites(mark, key, part));
                part.clear();
                size = 0;
            }
            part.add(write);
            size += size(write);
        }
        parts.add(new KeyWrites(mark, key, part));
        return parts;
    }
}
