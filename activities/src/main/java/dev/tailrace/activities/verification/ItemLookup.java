package dev.tailrace.activities.verification;

import dev.tailrace.activities.store.KeyRefused;
import dev.tailrace.activities.store.Late;
import dev.tailrace.activities.store.PointReader;
import dev.tailrace.activities.store.PointReader.Answer;
import dev.tailrace.mappers.item.Item;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** Reads items by key, strongly consistent. Thread-safe. */
final class ItemLookup {
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final PointReader source;
    private final ReadBudget budget;
    private final InPlace inPlace;

    ItemLookup(PointReader source, ReadBudget budget, InPlace inPlace) {
        this.source = source;
        this.budget = budget;
        this.inPlace = inPlace;
    }

    /** The items by key; those that are not there, and Tailrace's own, left out. */
    Map<Item, Item> find(Collection<Item> keys) throws InterruptedException {
        var found = new HashMap<Item, Item>();
        var distinct = List.copyOf(new HashSet<>(keys));
        for (int from = 0; from < distinct.size(); from += source.mostKeys()) {
            find(distinct.subList(from, Math.min(from + source.mostKeys(), distinct.size())), found);
        }
        return found;
    }

    /**
     * A key made from a target row need not be one that DynamoDB takes (empty, too long): it refuses the whole batch. The batch
     * is halved until such a key is alone; then there is no item. Halved, too, is a batch that a slow source does not give in time.
     */
    private void find(List<Item> keys, Map<Item, Item> found) throws InterruptedException {
        try {
            request(keys, found);
        } catch (KeyRefused refused) {
            if (keys.size() > 1) {
                findHalves(keys, found);
            }
        } catch (Late late) {
            if (keys.size() == 1) {
                throw late;
            }
            findHalves(keys, found);
        }
    }

    private void findHalves(List<Item> keys, Map<Item, Item> found) throws InterruptedException {
        int half = keys.size() / 2;
        find(keys.subList(0, half), found);
        find(keys.subList(half, keys.size()), found);
    }

    private void request(List<Item> keys, Map<Item, Item> found) throws InterruptedException {
        var left = keys;
        var pause = FIRST_PAUSE;
        while (true) {
            budget.await();
            var answer = ask(left);
            budget.charge(answer.items().size(), answer.units());
            found.putAll(answer.items());
            var unanswered = answer.unanswered();
            if (unanswered.isEmpty()) {
                return;
            }
            pause = unanswered.size() < left.size() ? FIRST_PAUSE : longer(pause);
            left = unanswered;
            Thread.sleep(Duration.ofNanos(ThreadLocalRandom.current().nextLong(pause.toNanos())));
        }
    }

    /** Several that a slow source does not give in time are halved instead of being asked for again. */
    private Answer ask(List<Item> keys) throws InterruptedException {
        return inPlace.get(() -> source.ask(keys, null), e -> keys.size() > 1 && e instanceof Late);
    }

    /** Those of a row of a collection table. A key that the store cannot hold, made from a target row, has none. */
    List<Item> parts(Item part, String begin) throws InterruptedException {
        var parts = source.parts(part, begin);
        try {
            while (parts.hasNext()) {
                budget.await();
                int before = parts.items().size();
                double units = inPlace.get(() -> parts.next(null));
                budget.charge(parts.items().size() - before, units);
            }
        } catch (KeyRefused none) {
            // There is nothing under such a key.
        }
        return parts.items();
    }

    private static Duration longer(Duration pause) {
        var twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }
}
