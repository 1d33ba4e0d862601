package dev.tailrace.verify;

import dev.tailrace.mappers.item.Item;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** Reads the source, strongly consistent. Items that Tailrace itself keeps there (tokens, R13) are left out. */
public interface SourceReader {
    /**
     * Every item once, possibly from several threads at a time; returns when all have been given. They come in runs, in which items
     * that are next to each other at the source come one after the other, as those of one partition key do.
     *
     * @param runs a new one for each call
     * @throws InterruptedException if asked to stop
     */
    void all(Supplier<? extends Run<Item>> runs) throws InterruptedException;

    /**
     * The parts of a row of a collection table, and perhaps others of their partition key; no more than {@link
     * dev.tailrace.mappers.mapper.Collected} allows, and one page.
     *
     * @param part the key of any of its parts, there or not
     * @param begin what the sort keys of all parts begin with
     * @throws InterruptedException if asked to stop
     */
    Collection<Item> parts(Item part, String begin) throws InterruptedException;

    /**
     * The items of these keys, by key. Keys without an item, and keys that no item can have, are left out.
     *
     * @throws InterruptedException if asked to stop
     */
    Map<Item, Item> items(Collection<Item> keys) throws InterruptedException;
}
