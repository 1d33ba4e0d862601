package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import java.util.Collection;
import java.util.Map;

/** Reads the source, strongly consistent. Items that Tailrace itself keeps there (tokens, R13) are left out. */
public interface SourceReader {
    /**
     * Every item once, in no order, possibly from several threads at a time; returns when all have been given.
     *
     * @throws InterruptedException if asked to stop
     */
    void all(Sink<Item> each) throws InterruptedException;

    /**
     * The items of these keys, by key. Keys without an item, and keys that no item can have, are left out.
     *
     * @throws InterruptedException if asked to stop
     */
    Map<Item, Item> items(Collection<Item> keys) throws InterruptedException;
}
