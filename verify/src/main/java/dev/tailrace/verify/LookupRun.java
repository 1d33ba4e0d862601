package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import dev.tailrace.mappers.mapper.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Looks up the rows that the items of a segment make, some at a time. For one thread. */
final class LookupRun implements Run<Item> {
    private static final int ROWS = 500;

    /** Of the rows held: each may be as large as an item, and many segments are read at a time. */
    private static final long CHARACTERS = 2L << 20;

    private final ComparedStores stores;
    private final ItemCounter counter;
    private final Outcome outcome;
    private final SourceRun run;
    private final List<Row> held = new ArrayList<>();
    private long characters;
    private long rows;
    private long paired;

    /** What is found. Of the thread of the run. */
    interface Outcome {
        /** A row that the target does not hold, or holds with other cells. */
        void unlike(Row row) throws InterruptedException;

        /** An item that cannot be mapped, by its key. */
        void refused(Item item) throws InterruptedException;

        /** The segment is over. @param paired of the rows, those that the target holds as they are */
        void end(ItemCounts items, long rows, long paired);
    }

    LookupRun(ComparedStores stores, ItemCounter counter, Outcome outcome) {
        this.stores = stores;
        this.counter = counter;
        this.outcome = outcome;
        this.run = new SourceRun(stores.mapper(), stores.keys(), this::row, outcome::refused, counter);
    }

    @Override
    public void take(Item item) throws InterruptedException {
        run.take(item);
    }

    @Override
    public void end() throws InterruptedException {
        run.end();
        lookUp();
        outcome.end(counter.counts(), rows, paired);
    }

    private void row(Row row) throws InterruptedException {
        held.add(row);
        characters += row.cells().stream()
                .filter(Objects::nonNull)
                .mapToLong(String::length)
                .sum();
        if (held.size() >= ROWS || characters >= CHARACTERS) {
            lookUp();
        }
    }

    private void lookUp() throws InterruptedException {
        if (held.isEmpty()) {
            return;
        }
        var found = stores.target().rows(held.stream().map(Row::key).toList());
        rows += held.size();
        for (var row : held) {
            var there = found.get(row.key());
            if (there != null && there.row().cells().equals(row.cells())) {
                paired++;
            } else {
                outcome.unlike(row);
            }
        }
        held.clear();
        characters = 0;
    }
}
