package dev.tailrace.activities.reverse;

import dev.tailrace.activities.store.KeyRefused;
import dev.tailrace.activities.store.Late;
import dev.tailrace.activities.store.PointReader.Answer;
import dev.tailrace.activities.table.LoadedTable;
import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;

/** What the source has at keys now, strongly consistent, without our mark. For one thread. */
final class ItemsThere {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Of the parts of one row, which may be 16 pages. */
    private static final Duration LONGEST = Duration.ofSeconds(60);

    private final LoadedTable table;
    private double units;

    ItemsThere(LoadedTable table) {
        this.table = table;
    }

    /**
     * The items at some keys.
     *
     * @param items by their key; what is not there is left out
     * @param unanswered keys that the source was too busy for
     * @param impossible keys that the source cannot hold
     */
    record There(Map<Item, Item> items, Set<Item> unanswered, Set<Item> impossible) {}

    /** Asks once, for all in one request where they are as many as fit. */
    There read(Collection<Item> keys) {
        var there = new There(new HashMap<>(), new HashSet<>(), new HashSet<>());
        var asked = List.copyOf(keys);
        int most = table.source().mostKeys();
        for (int i = 0; i < asked.size(); i += most) {
            ask(asked.subList(i, Math.min(i + most, asked.size())), there);
        }
        return there;
    }

    private void ask(List<Item> keys, There there) {
        try {
            keep(charged(() -> table.source().ask(keys, LIMIT)), there);
        } catch (KeyRefused oneOfThem) {
            keys.forEach(key -> askAlone(key, there));
        }
    }

    private void askAlone(Item key, There there) {
        try {
            keep(charged(() -> table.source().ask(key, LIMIT)), there);
        } catch (KeyRefused impossible) {
            there.impossible().add(key);
        }
    }

    private Answer charged(Supplier<Answer> question) {
        var answer = question.get();
        units += answer.units();
        table.capacity().owe(answer.units());
        return answer;
    }

    private static void keep(Answer answer, There there) {
        there.items().putAll(answer.items());
        there.unanswered().addAll(answer.unanswered());
    }

    /**
     * The items of the partition of a row of a collection table, by one query.
     *
     * @throws Late if it takes too long
     */
    List<Item> parts(Item first, String begin) {
        long end = System.nanoTime() + LONGEST.toNanos();
        var parts = table.source().parts(first, begin);
        while (parts.hasNext()) {
            if (System.nanoTime() > end) {
                throw new Late(LONGEST);
            }
            double cost = parts.next(LIMIT);
            units += cost;
            table.capacity().owe(cost);
        }
        return parts.items();
    }

    /** Units of read capacity that were spent since this was asked last. */
    double spent() {
        double spent = units;
        units = 0;
        return spent;
    }
}
