package dev.tailrace.activities.postgres.resolve;

import dev.tailrace.activities.store.Late;
import dev.tailrace.activities.store.PointReader.Parts;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the source says while locks are held. */
final class ConsistentReads {
    /** Locks are held meanwhile: of keys, and capture's barrier lock. */
    static final Duration LIMIT = Duration.ofSeconds(2);

    /** Of the parts of one row, which may be 16 pages; below the time that a transaction may be idle. */
    static final Duration LONGEST = Duration.ofSeconds(10);

    private ConsistentReads() {}

    /**
     * The items that are there, by their key attributes. Keys that the store leaves unanswered are asked for again.
     *
     * @throws Late if it takes longer than the limit in all
     */
    static Map<Item, Item> read(LoadedTable table, Collection<Item> keys) {
        long end = System.nanoTime() + LIMIT.toNanos();
        var found = new HashMap<Item, Item>();
        var asked = List.copyOf(keys);
        int most = table.source().mostKeys();
        for (int i = 0; i < asked.size(); i += most) {
            chunk(table, asked.subList(i, Math.min(i + most, asked.size())), end, found);
        }
        return found;
    }

    /**
     * The parts of a row of a collection table, and how large they are.
     *
     * @throws Late if it takes longer than {@link #LONGEST} in all
     */
    static Parts parts(LoadedTable table, Item first, String begin) {
        long end = System.nanoTime() + LONGEST.toNanos();
        var parts = table.source().parts(first, begin);
        while (parts.hasNext()) {
            table.capacity().owe(parts.next(left(end, LONGEST)));
        }
        return parts;
    }

    private static Duration left(long end, Duration limit) {
        var left = Duration.ofNanos(end - System.nanoTime());
        if (!left.isPositive()) {
            throw new Late(limit);
        }
        return left;
    }

    private static void chunk(LoadedTable table, List<Item> keys, long end, Map<Item, Item> found) {
        var wanted = keys;
        while (!wanted.isEmpty()) {
            var answer = table.source().ask(wanted, left(end, LIMIT));
            table.capacity().owe(answer.units());
            found.putAll(answer.items());
            wanted = answer.unanswered();
        }
    }
}
