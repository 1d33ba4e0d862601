package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Mapped;
import dev.tailrace.mappers.mapper.Row;
import dev.tailrace.mappers.mapper.RowKey;
import dev.tailrace.mappers.mapper.RowTable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A source with writers, a stream, a capture that applies it, and a target; it moves on by some random steps at each read.
 * Events of lost items are dropped. Thread-safe, and from one thread the same for the same seed.
 */
final class World implements SourceReader, TargetReader, QuarantineReader, CaptureProof {
    private record Event(
            Item key, @Nullable Item before, @Nullable Item after) {}

    private final Places mapper = new Places();
    private final Random random;
    private final int steps;
    private final List<String> written = new ArrayList<>();
    private final Map<Item, Item> source = new HashMap<>();
    private final ArrayDeque<Event> stream = new ArrayDeque<>();
    private final Map<RowKey, Found> target = new HashMap<>();
    private final Set<Item> quarantine = new HashSet<>();
    private final Set<Item> lost = new HashSet<>();
    private Evidence evidence = Evidence.TOKEN;
    private long clock;
    private int behind;
    int scans;
    long scanned;
    int targetReads;
    int failingTargetReads;

    /** @param steps how far the world moves on at most at each read; 0: it stands still */
    World(long seed, int steps) {
        this.random = new Random(seed);
        this.steps = steps;
    }

    World evidence(Evidence now) {
        evidence = now;
        return this;
    }

    /** An item that writers change all the time. */
    synchronized World written(String id) {
        written.add(id);
        return this;
    }

    /** An item that changes between any two reads, and capture is always some changes behind. */
    synchronized World hot(String id, int changes) {
        behind = changes;
        return written(id);
    }

    /** An item that was written and captured long ago. */
    synchronized World settled(Item item) {
        put(item);
        drain();
        return this;
    }

    /** Plants a row at the target, whatever was there. */
    synchronized World plant(Row row) {
        target.put(row.key(), new Found(row, version()));
        return this;
    }

    /** Plants the loss of a row. */
    synchronized World drop(RowKey key) {
        target.remove(key);
        return this;
    }

    /** From now on capture drops the item's events. */
    synchronized World lose(String id) {
        lost.add(Places.key(id));
        return this;
    }

    synchronized World named(String id) {
        quarantine.add(Places.key(id));
        return this;
    }

    synchronized World unnamed(String id) {
        quarantine.remove(Places.key(id));
        return this;
    }

    synchronized void put(Item item) {
        var key = Places.KEYS.keyOf(item);
        stream.add(new Event(key, source.put(key, item), item));
    }

    private void remove(Item key) {
        var before = source.remove(key);
        if (before != null) {
            stream.add(new Event(key, before, null));
        }
    }

    private void moveOn() {
        if (behind > 0) {
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                put(Places.item(written.getFirst(), "a", version()));
            }
            while (stream.size() > behind) {
                apply();
            }
        }
        for (int i = steps == 0 ? 0 : random.nextInt(steps); i > 0; i--) {
            if (random.nextInt(3) == 0 && !written.isEmpty()) {
                write();
            } else {
                apply();
            }
        }
    }

    private void write() {
        var id = written.get(random.nextInt(written.size()));
        var value = "v" + random.nextInt(3);
        switch (random.nextInt(8)) {
            case 0 -> remove(Places.key(id));
            case 1 -> {
                remove(Places.key(id));
                put(Places.item(id, "a", version()));
            }
            case 2 -> put(Places.marked(id, "bad"));
            case 3 -> put(Places.marked(id, "skip"));
            case 4 -> put(Places.item(id, "b", value));
            default -> put(Places.item(id, "a", value));
        }
    }

    private void apply() {
        var event = stream.poll();
        if (event == null || lost.contains(event.key())) {
            return;
        }
        if (event.before() != null) {
            mapped(event.before()).forEach(row -> target.remove(row.key()));
        }
        if (event.after() != null && mapper.map(event.after()) instanceof Mapped.Refused) {
            quarantine.add(event.key());
        } else {
            quarantine.remove(event.key());
        }
        if (event.after() != null) {
            mapped(event.after()).forEach(row -> target.put(row.key(), new Found(row, version())));
        }
    }

    private List<Row> mapped(Item item) {
        return mapper.map(item) instanceof Mapped.Rows mapped ? mapped.rows() : List.of();
    }

    private void drain() {
        while (!stream.isEmpty()) {
            apply();
        }
    }

    private String version() {
        return "x" + clock++;
    }

    @Override
    public void scan(Scan scan) throws InterruptedException {
        for (int number = scan.numbers().nextSetBit(0);
                number >= 0;
                number = scan.numbers().nextSetBit(number + 1)) {
            scan(number, scan.total(), scan.runs().apply(number));
        }
    }

    private void scan(int number, int total, Run<Item> run) throws InterruptedException {
        scans++;
        List<Item> keys;
        synchronized (this) {
            keys = source.keySet().stream()
                    .filter(key -> Math.floorMod(key.hashCode(), total) == number)
                    .toList();
        }
        for (var key : keys) {
            var item = read(key);
            if (item != null) {
                scanned++;
                run.take(item);
            }
        }
        run.end();
    }

    @Override
    public Collection<Item> parts(Item part, String begin) {
        throw new UnsupportedOperationException("there are no collections");
    }

    private synchronized @Nullable Item read(Item key) {
        moveOn();
        return source.get(key);
    }

    @Override
    public synchronized Map<Item, Item> items(Collection<Item> keys) {
        var items = new HashMap<Item, Item>();
        for (var key : keys) {
            var item = read(key);
            if (item != null) {
                items.put(key, item);
            }
        }
        return items;
    }

    @Override
    public void all(List<RowTable> tables, Supplier<? extends Sink<Row>> attempts) throws InterruptedException {
        targetReads++;
        List<Found> rows;
        synchronized (this) {
            moveOn();
            rows = List.copyOf(target.values());
        }
        for (; failingTargetReads > 0; failingTargetReads--) {
            var each = attempts.get();
            for (var found : rows.subList(0, rows.size() / 2)) {
                each.take(found.row());
            }
        }
        var each = attempts.get();
        for (var found : rows) {
            each.take(found.row());
        }
    }

    @Override
    public synchronized Map<RowKey, Found> rows(Collection<RowKey> keys) {
        var found = new HashMap<RowKey, Found>();
        for (var key : keys) {
            moveOn();
            if (target.containsKey(key)) {
                found.put(key, target.get(key));
            }
        }
        return found;
    }

    @Override
    public synchronized Set<Item> named(Collection<Item> keys) {
        moveOn();
        var named = new HashSet<>(keys);
        named.retainAll(quarantine);
        return named;
    }

    @Override
    public synchronized void moment() {
        moveOn();
    }

    @Override
    public synchronized Evidence await() {
        moveOn();
        if (evidence == Evidence.TOKEN) {
            for (int before = stream.size(); before > 0; before--) {
                apply();
            }
        }
        moveOn();
        return evidence;
    }
}
